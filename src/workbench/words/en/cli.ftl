# What the command prints; errors stay where they are raised, help where an option is declared
review-noted = { $page }: { $is_comment ->
    [yes] comment noted; the page is { $state }.
   *[no] { $state }.
 }
approval-lost = { $page } is not released: it changed after it was reviewed. Look at it again: workbench review --help.
command-removed = { $n_removed ->
    [0] Nothing was removed.
    [one] { $n_removed } file or folder was removed.
   *[other] { $n_removed } files and folders were removed.
 }
command-draft = { $file } was written. Look through it before you use it{ $n_questions ->
    [0] .
    [one] : { $n_questions } question is marked with `# ?`.
   *[other] : { $n_questions } questions are marked with `# ?`.
 }
command-problems = { $n_problems ->
    [0] No problem was found.
    [one] { $n_problems } problem was found.
   *[other] { $n_problems } problems were found.
 }
command-table = { $table }: one row per observation
command-required = required
command-optional = optional

# Two editions of the same reports
change-new = new finding
change-gone = no longer found
change-grade = other certainty
change-sign = other direction
change-moved = number outside of its earlier interval
change-reworded = same number, other words
change-report-new = report made for the first time
change-report-gone = report no longer made
change-report-not-made = report failed, so that it cannot be compared
edition-difference = { $area }, { $report }: { $what }{ $n_causes ->
    [0] .
    [one] . Cause: { $causes }{ edition-how-found }
   *[other] . One or more of these caused it: { $causes }{ edition-how-found }
 }
edition-how-found = { $is_tested ->
    [yes] { " " }(found by running the report again with one change at a time).
   *[no] .
 }
differences = { $n_changes ->
    [0] The two editions say the same.
    [one] { $n_changes } difference.
   *[other] { $n_changes } differences.
 }

# A batch before it begins, while it runs, and at its end
batch-plan = { $n_due ->
    [0] No report is to be made
    [one] { $n_due } report is to be made
   *[other] { $n_due } reports are to be made
 } in { $folder }; { $n_left ->
    [one] { $n_left } stays as it is.
   *[other] { $n_left } stay as they are.
 }
not-for-a-region = not made, because this report is about one country
never-made = never made
failed-before = { $status ->
    [failed] failed before
    [timeout] exceeded the time limit before
    [killed] was terminated before
   *[other] { $status } before
 }
forced = made again because of --force
inputs-changed = { $inputs } changed
changed-input = { $name }
input-notebook = notebook
input-template = template
input-code = code
input-lock = versions of libraries
input-thresholds = thresholds
input-data = data
input-parameters = parameters
input-publisher = publisher
input-pages = pages next to it
input-previous = the edition before
input-results = results of the reports
files-changed = changed or missing since it was made: { $files }
batch-failures = { $n_failed } failed
batch-left = left
batch-made = { $n_reports ->
    [one] { $n_reports } report
   *[other] { $n_reports } reports
 }: { $counts }.{ $not_made ->
    [missing] { "" }
   *[other] { " " }Not made for a region, because they are about one country: { $not_made }.
 } See { $index }
job-count = { $outcome ->
    [ok] { $n_jobs } complete
    [no_data] { $n_jobs } without data
    [failed] { $n_jobs } failed
    [timeout] { $n_jobs } exceeded the time limit
    [killed] { $n_jobs } terminated
    [unchanged] { $n_jobs } unchanged
    [not_run] { $n_jobs } not run
   *[other] { $n_jobs } { $outcome }
 }

# What is due, failed and approved
status-count = { $state }: { $n_reports }{ $names ->
    [missing] { "" }
   *[other] { " " }({ $names }{ $n_more ->
        [0] )
       *[other] { " " }and { $n_more } more)
    }
 }
report-status-due = to be made
report-status-being-made = being made now
report-status-failed = failed
report-status-approved = approved
report-status-rejected = rejected
report-status-changed = changed since approval
status-size = { $folder } takes { $total } MB: pages { $pages } MB, tables { $tables } MB, notebooks { $notebooks } MB.

# Whether reports can be made on this machine
check-python = Python
check-libraries = libraries
check-kernel = kernel
check-reports = reports
check-disk = disk
check-outputs = outputs
python-version = { $version } ({ $least } or later is needed)
libraries-as-locked = as in requirements.lock
libraries-missing = not installed: { $names }. Run make.
libraries-differ = not as in requirements.lock: { $names }. Run make.
kernel-missing = There is no kernel { $kernel }. Install ipykernel.
kernel-runs = { $kernel } runs { $interpreter }
reports-found = { $names }
reports-missing = There is no notebook in notebooks/.
disk-free = { $free_gib } GiB free
outputs-writable = outputs/ can be written
outputs-refused = outputs/ cannot be written: { $reason }

# What became of a file that was taken in
file-taken = { $n_used } of { $n_read ->
    [one] { $n_read } value
   *[other] { $n_read } values
 } in { $file } were taken in; { $n_quarantined ->
    [one] { $n_quarantined } was quarantined.
   *[other] { $n_quarantined } were quarantined.
 }
other-reasons = { $n_reasons ->
    [one] for { $n_reasons } other reason
   *[other] for { $n_reasons } other reasons
 }
reasons-alike = { $reason }, and { $n_others } more of this kind
cells-corrected = { $n_cells ->
    [one] { $n_cells } cell of the file was corrected.
   *[other] { $n_cells } cells of the file were corrected.
 }
corrections-outdated = { $n_corrections ->
    [one] { $n_corrections } correction of an earlier version of this file was not used, because the file has changed.
   *[other] { $n_corrections } corrections of an earlier version of this file were not used, because the file has changed.
 }
file-withdrawn = { $n_rows ->
    [one] { $n_rows } row of { $file } was taken out of the store, with its quarantine.
   *[other] { $n_rows } rows of { $file } were taken out of the store, with its quarantine.
 }
rows-replaced = { $kind ->
    [answers] { $n_rows ->
        [one] { $n_rows } answer of an earlier file of this name was replaced.
       *[other] { $n_rows } answers of an earlier file of this name were replaced.
     }
    [rows] { $n_rows ->
        [one] { $n_rows } row of an earlier file of this name was replaced.
       *[other] { $n_rows } rows of an earlier file of this name were replaced.
     }
   *[values] { $n_rows ->
        [one] { $n_rows } value of an earlier file of this name was replaced.
       *[other] { $n_rows } values of an earlier file of this name were replaced.
     }
 }
in-both-files = { $n_rows ->
    [one] { $n_rows } row of { $table } is in both { $files }.
   *[other] { $n_rows } rows of { $table } are in both { $files }.
 } Reports use the rows of the file that is last by name. Ingest the file that does not apply again, without these rows.
borders-mended = { $n_borders ->
    [one] { $n_borders } border was not valid and was
   *[other] { $n_borders } borders were not valid and were
 } mended: { $rows }.
rows-joined = { $n_rows ->
    [one] { $n_rows } row has the code of an earlier row and was joined to its area as a further part.
   *[other] { $n_rows } rows have the code of an earlier row and were joined to its area as further parts.
 }
borders-apart = { $n_pairs ->
    [one] { $n_pairs } pair of neighbours has no point of its borders in common; they lie
   *[other] { $n_pairs } pairs of neighbours have no point of their borders in common; they lie
 } no more than { $metres } m apart and count as neighbours (snap_m in the mapping).
without-neighbour = { $n_areas } of { $n_all } areas touch no other. Islands are so; if others are, their borders were drawn more than { $metres } m apart, and a greater snap_m in the mapping joins them.
looks-substituted = { $share } of the results for { $substance } in { $matrix } are { $value } { $unit }, their lowest number, and none lies between it and { $limit }: it looks like { $rule ->
    [half-the-limit] half the limit
   *[limit-over-root-two] the limit over the square root of two
 } of { $limit }, put in the place of non-detects. Give that limit in the mapping (column or constant lod), and these results become non-detects; until then reports take them as non-detects below { $limit } and say so.
implausible-column = { $column } cannot be what it is said to be: its median is { $median }, and { $n_outside } of { $n_values } values are ones that no person has. Ask the provider what the column holds.
person-column-systolic = Systolic blood pressure (mmHg)
person-column-creatinine = Creatinine in urine (g/L)
stored-values-only = Of { $file } only the stored values are known: a failed formula is an empty cell there, and a cell in percent is a share. Save it as .xlsx to have such cells named.
said-by-reader = The program library that read the file says: { $said }
store-current = { $store } is of this version already (schema { $version }). Nothing was changed.
store-upgraded = { $store } was brought to this version (schema { $version }): { $n_partitions ->
    [0] its index has a checksum now.
    [one] { $n_partitions } partition has its later columns now, empty ({ $columns }).
   *[other] { $n_partitions } partitions have their later columns now, empty ({ $columns }).
 } No row was changed.
trial-needs = The draft of this file lacks { $n_problems ->
    [one] { $n_problems } setting
   *[other] { $n_problems } settings
 }; it has { $n_doubts ->
    [one] { $n_doubts } doubt
   *[other] { $n_doubts } doubts
 }. Give what is the same in all rows with --constant (as { $example }), or write the draft (--draft --out) and fill it in:
trial-row = row { $line }: { $site }, { $day }, { $substance }: { $given } in the file, { $stored } in the store
trial-table-row = row { $line }, { $table }: { $cells }
trial-not-stored = Nothing was stored. The draft has { $n_doubts ->
    [one] { $n_doubts } doubt
   *[other] { $n_doubts } doubts
 }: look at them with --draft. To store the file as it is shown here, give --accept and --store.
negatives-censored = { $n_values ->
    [one] { $n_values } result below zero is a non-detect at its limit.
   *[other] { $n_values } results below zero are non-detects at their limit.
 }
numbers-under-limit = { $n_values ->
    [one] { $n_values } number below the limit given in the mapping is a non-detect at that limit.
   *[other] { $n_values } numbers below the limits of the mapping are non-detects at these limits.
 }
sites-gone = { $n_sites ->
    [one] { $n_sites } site has no value that could be used:
   *[other] { $n_sites } sites have no value that could be used, among them
 } { $sites }.
insider-censoring = Insider censoring ({ $substances }): { $n_between ->
    [one] { $n_between } number lies
   *[other] { $n_between } numbers lie
 } between the limits of detection and quantification, so a result stated as below the limit of quantification is below the limit of detection. { $treated ->
    [lod] { $n_values ->
        [one] { $n_values } such non-detect is
       *[other] { $n_values } such non-detects are
     } taken at the limit of detection; nondetects.insider: stated in the mapping leaves this as it was given.
   *[stated] { $n_values ->
        [one] { $n_values } such non-detect is
       *[other] { $n_values } such non-detects are
     } left at the limit of quantification, as the mapping says (nondetects.insider).
 }
insider-suspected = Doubt ({ $substances }): { $n_between ->
    [one] { $n_between } number is
   *[other] { $n_between } numbers are
 } lower than the limit that { $n_values ->
    [one] { $n_values } non-detect
   *[other] { $n_values } non-detects
 } of the same year and series state. Ask the laboratory for its limit of detection, and give it as lod in the mapping.
far-limits = Doubt ({ $substances }): { $n_values ->
    [one] { $n_values } non-detect has a limit
   *[other] { $n_values } non-detects have limits
 } more than ten times above all numbers of the series. Look up the unit of the limit.
parts-of-limits = Doubt ({ $substances }): { $n_values ->
    [one] { $n_values } number is
   *[other] { $n_values } numbers are
 } exactly a half, or the root of a half, of the limit, as a substitute for a non-detect is. If so, say it with a flag in nondetects.flags.
far-numbers = Doubt ({ $substances }): { $n_values ->
    [one] { $n_values } number is
   *[other] { $n_values } numbers are
 } a thousand-fold above or below the median of the series. Look up the unit.
typed-years = Doubt: { $n_values ->
    [one] { $n_values } value is
   *[other] { $n_values } values are
 } of { $year }, which a spreadsheet makes of a year in a cell for dates.
places-outside = Doubt: of the { $n_all ->
    [one] one place
   *[other] { $n_all } places
 } of { $country }, { $n_places ->
    [one] { $n_places } lies
   *[other] { $n_places } lie
 } outside of it. Look up the system of coordinates, and the signs.
axes-swapped = Doubt: { $n_places ->
    [one] { $n_places } place lies
   *[other] { $n_places } places lie
 } in { $country } only where longitude and latitude are swapped. Swap their columns in the mapping.
columns-not-named = The mapping does not name these columns: { $columns }{ $n_more ->
    [0] { "" }
   *[other] { " " }and { $n_more } more
 }.
quarantine-file = Quarantine: { $file }
survey-taken = { $n_used } of { $n_read ->
    [one] { $n_read } answer
   *[other] { $n_read } answers
 } in { $file } were taken in, from { $n_responses ->
    [one] { $n_responses } response
   *[other] { $n_responses } responses
 } of { $n_countries ->
    [one] { $n_countries } country
   *[other] { $n_countries } countries
 }; { $n_quarantined ->
    [one] { $n_quarantined } was quarantined.
   *[other] { $n_quarantined } were quarantined.
 }
not-stored = not stored: { $why }
texts-removed = { $n_answers ->
    [one] { $n_answers } invalid answer is kept without its text, because there is no consent.
   *[other] { $n_answers } invalid answers are kept without their text, because there is no consent.
 }
list-taken = { $n_rows ->
    [one] { $n_rows } row of { $file } was taken in as { $table }.
   *[other] { $n_rows } rows of { $file } were taken in as { $table }.
 }

# Packages
package-taken = { $n_values ->
    [one] { $n_values } value
   *[other] { $n_values } values
 } of { $n_sources ->
    [one] { $n_sources } source
   *[other] { $n_sources } sources
 } were taken in from { $file }.
package-written = { $n_values ->
    [one] { $n_values } value
   *[other] { $n_values } values
 } of { $n_sources ->
    [one] { $n_sources } source
   *[other] { $n_sources } sources
 } were written to { $file }.
part-excluded = { $n_values ->
    [one] { $n_values } value
   *[other] { $n_values } values
 } and { $n_quarantined ->
    [one] { $n_quarantined } quarantined cell
   *[other] { $n_quarantined } quarantined cells
 } of { $file } were excluded: { $why }.
personal-withheld = { $n_texts } names, addresses or texts of respondents were left empty in the package, since they agreed that these are kept, not that they are passed on. To move a store with them, copy its folder.
personal-texts = { $n_texts } names, addresses or texts of respondents are in the package. The respondents agreed that they are kept: pass the package on only where they agreed to that too.
thresholds-written = { $n_thresholds ->
    [one] { $n_thresholds } threshold was written to { $file };
   *[other] { $n_thresholds } thresholds were written to { $file };
 } { $n_verified ->
    [one] { $n_verified } of them has been checked against its source.
   *[other] { $n_verified } of them have been checked against their source.
 }

# What is wrong with a store
refusal = { $error }
hash-differs = has { -sha } { $sha256 }, but the index gives { $expected }
rows-differ = has { $n_rows } rows, but the index gives { $n_expected }
rows-of-others = has rows of { $countries }
unknown-codes = has unknown { $kind ->
    [substance] substances
   *[item] items of the survey
 }: { $names }
file-not-in-index = { $n_rows } rows are from this file, which the index does not name
quarantine-changed = is missing or was changed; ingest the file again
used-rows-differ = { $n_used ->
    [one] { $n_used } cell was used
   *[other] { $n_used } cells were used
 }, but the store has { $n_rows ->
    [one] { $n_rows } row
   *[other] { $n_rows } rows
 }
cells-not-accounted = the number of cells read is not that of cells used and quarantined
counted-twice = { $n_rows } { $table ->
    [measurements] measurements
   *[other] rows of { $table }
 } are in both files and count twice

widgets-missing = Widgets and interactive tables need { $names }: pip install 'workbench[desk]'. All else works without.

# A project folder, brought to a new version
renewed-added = is new
renewed-updated = is replaced by its new version
renewed-kept = was changed by you and stays; the new version is put next to it with the ending .new
renewed-removed = was removed by you and stays away
renewed-gone = is not part of the new version and stays where it is
renewed-file = { $file } { $what }.
renewal-done = all of it was done
renewal-shown = nothing was changed yet; give --apply to do so
renewal = { $n_files ->
    [0] The folder is that of version { $version }.
    [one] { $n_files } file differs from version { $version }; { $is_done }.
   *[other] { $n_files } files differ from version { $version }; { $is_done }.
 }
