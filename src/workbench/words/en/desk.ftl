# A report with its parameters as widgets
explore-sentence = Finding
explore-grade = Evidence
explore-value = Value
explore-interval = Interval
explore-findings = Findings: choose one to see its sites
explore-sites = Sites behind the finding: choose one to see its rows
explore-rows = Rows of the store, with file and line
explore-working = The report is being worked out again.
recomputed = { $n_differ ->
    [0] Nothing differs from the values it was opened with.
   *[other] Compared with the values it was opened with, { $n_new } of { $n_findings } findings are new, { $n_changed } differ, and { $n_gone } are no longer found.
 }
