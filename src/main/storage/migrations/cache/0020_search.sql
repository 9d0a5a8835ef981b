-- What a person reads off a paper: the buyer's name and company, and the parts of the order number. Row ids are those of `orders`; the
-- words themselves are not kept a second time, so personal data stays in one place.
CREATE VIRTUAL TABLE order_search USING fts5 (
  words, content = '', contentless_delete = 1, detail = 'none', prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2'
);

-- Orders of an older file that are not in the index yet: those up to `until_row` and above `done_row`. Filled while the bench is idle.
CREATE TABLE order_search_backlog (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  done_row INTEGER NOT NULL,
  until_row INTEGER NOT NULL
) STRICT;

INSERT INTO order_search_backlog (id, done_row, until_row) SELECT 1, 0, coalesce(max(row), 0) FROM orders;
