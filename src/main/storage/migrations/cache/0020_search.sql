-- What a person reads off a paper, as folded words: the buyer's name and company, the parts of the order number, and the number from its
-- end (`order-search.ts`). All that is not ASCII is a letter to this tokenizer, so a word comes in as it is and stays one word.
CREATE VIRTUAL TABLE order_search USING fts5 (words, columnsize = 0, detail = 'none', prefix = '1 2', tokenize = 'ascii');

-- Names that were overwritten are gone from the index too, not only hidden.
INSERT INTO order_search (order_search, rank) VALUES ('secure-delete', 1);

-- Orders of an older file that are not in the index yet: those up to `next_row`. Taken in while the bench is idle, newest first.
CREATE TABLE order_search_backlog (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  next_row INTEGER NOT NULL CHECK (next_row >= 0)
) STRICT;

INSERT INTO order_search_backlog (id, next_row) SELECT 1, coalesce(max(row), 0) FROM orders;
