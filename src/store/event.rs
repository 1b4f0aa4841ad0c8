//! Who is in charge, at hand for every save: read from the journal when something new was said, not at each one.

use super::{Store, StoreError};
use crate::hospital::event::Charges;
use crate::journal::{self, Book};
use std::sync::Arc;

impl Store {
    /// What officers said of the event, as far as it is known here. Does not wait for the rows of the last saves: a declaration's own
    /// are written with it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn charges(&self) -> Result<Arc<Charges>, StoreError> {
        let view = self.unsettled();
        let count = view.book_count(Book::Event)?;
        if self.charges.borrow().0 != count {
            self.charges.replace((count, Arc::new(journal::charges(&view.book(Book::Event)?))));
        }
        Ok(Arc::clone(&self.charges.borrow().1))
    }
}
