# The screens of a requisition and of results.
