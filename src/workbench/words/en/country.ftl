# The country page: what the reports of an area come to.

# Headings
section-tiles = At a glance
section-findings = Main findings
section-substances = Contaminants over time
section-actions = Recommended actions
section-region = Compared with region and world
section-country-agreement = Do the reports agree?

# States
tile-state-act = needs attention
tile-state-watch = to be watched
tile-state-unclear = no judgement possible
tile-state-fine = no concern found
tile-state-no-data = no data
tile-state-not-made = not made

# Names
report-name = { $report }
site-change = { $change }
site-change-none = no evidence of a change
site-change-sampled = too few sampling rounds for a trend of its own

# Sentences
country-headline = { $n_act ->
    [0] No report on { $area_name } calls for attention.
    [one] One report on { $area_name } calls for attention: { $act }.
   *[other] { $n_act } reports on { $area_name } call for attention: { $act }.
 }{ $n_watch ->
    [0] { "" }
   *[other] { " " }To be watched: { $watch }.
 }{ $n_unclear ->
    [0] { "" }
   *[other] { " " }The results do not allow a judgement in: { $unclear }.
 }{ $n_fine ->
    [0] { "" }
   *[other] { " " }No concern was found in: { $fine }.
 }{ country-lacking }
country-lacking = { $n_without_data ->
    [0] { "" }
   *[other] { " " }There are no data for: { $without_data }.
 }{ $n_not_made ->
    [0] { "" }
   *[other] { " " }Could not be made: { $not_made }.
 }{ $n_missing ->
    [0] { "" }
   *[other] { " " }Reports not yet made: { $missing }.
 }
country-without-data = No report on { $area_name } has findings.{ country-lacking }
on-its-page = { $n_reasons ->
    [one] for { $n_reasons } reason, which its page lists
   *[other] for { $n_reasons } reasons, which its page lists
 }
excluded-report = report
quoted = { $sentence }
report-not-made = { $report } could not be made: { $answer }.
reports-differ = { $substance } ({ $fraction }): { $first_report } gives a median of { $first_median_mg_kg } mg/kg, { $second_report } one of { $second_median_mg_kg } mg/kg, though years and numbers of values are the same. The difference has to be explained.
country-beside-region = { $area_name } answers { $n_yes } of { $n_items } questions of the survey with yes. { $n_behind ->
    [0] In none of the others is another country of { $region_name } ahead of it.
   *[other] In { $n_behind } of the others, at least one other country of { $region_name } answers yes.
 }
yes-of = { $n_yes } of { $n_answers }
country-no-region = No answer of this country can be compared with its region.
country-no-message = No report has a finding that asks for anything.
country-no-difference = No two reports contradict each other about the same substance.
country-no-map = There is no map because the results hold no site with a position.
country-map-legend = Sites
figure-country-map = { $has_trends ->
    [yes] Some substance is rising at { $n_rising } of { $n_sites } sites and falling at { $n_falling }.{ " " }
   *[no] { "" }
 }Sites of the area{ $has_trends ->
    [yes] , by whether there is evidence of a change of any substance at the site itself
   *[no] { "" }
 }.{ map-notes }

# Whether two reports agree
agreement-same = the same
agreement-other-unit = one is over sites, the other over areas
agreement-other-years = they are of other years
agreement-other-number = they are of other sites
agreement-non-detects = non-detects are summarised in other ways
agreement-unexplained = not explained
