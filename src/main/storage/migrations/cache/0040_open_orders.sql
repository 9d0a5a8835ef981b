-- What is still to be packed, for the stock that is promised already: an archive of shipped orders costs nothing.
CREATE INDEX orders_open ON orders (row) WHERE state IN ('open', 'partly-shipped');
