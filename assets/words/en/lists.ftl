### Lists, queue, waiting hall, papers: the screens that show what was registered.

list-cancel = Cancel
list-void = void
list-conflict = two versions
list-progress-count = { $done } of { $of }
list-left-seconds = { $n ->
    [one] 1 second left
   *[other] { $shown } seconds left
}
list-left-minutes = { $n ->
    [one] 1 minute left
   *[other] about { $shown } minutes left
}
list-sorted-up = smallest first
list-sorted-down = largest first
