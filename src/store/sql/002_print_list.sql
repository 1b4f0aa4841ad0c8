-- The print queue as it is listed (open papers first, the latest first): without this, each look sorts every paper ever printed.
CREATE INDEX print_list ON print (state IN (0, 1, 3) DESC, id DESC);
