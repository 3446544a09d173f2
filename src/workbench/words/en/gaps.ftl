# Headings
section-participation = Who answered
section-doubts = What does not go together
section-lacking = What is lacking
section-thresholds = Thresholds recorded
section-laws = Legislation
section-inventories = Inventories of polluted sites
section-programmes = Monitoring and networks
section-procedures = Procedures and laboratories
section-surveillance = Health surveillance
section-index = Gap index
section-ratings = What respondents find important
section-gaps-indicators = Indicators of INSOP's action plan
section-gaps-changes = Change since the round before
section-gaps-actions = Recommended actions
section-texts = Comments in figures

# Where nothing is found
no-doubts = No answers contradict each other, or no country has two respondents.
no-gaps = No gap was reported.
no-laws = No law is recorded. A list can be taken in (parameters/surveys/legislation.yml).
no-inventories = No country reported an inventory.
no-programmes = No measurements of the country are in the store. A page on several countries shows none: they are on the page of each country.
no-laboratories = No laboratory answered.
no-ranks = No country is ranked.
no-changes = No answer changed, or there is no earlier round to compare with.

# Regions and other scopes
scope-name = { $scope }{ $by_network ->
    [yes] , by network
   *[no] { "" }
 }{ $is_fictional ->
    [yes] { " " }(fictional)
   *[no] { "" }
 }
scope-WORLD = the world
scope-R-EXAMPLE = all fictional countries
scope-R-EXAMPLE-NORTH = Northern countries of the example
scope-R-AFRICA = Africa
scope-R-ASIA = Asia
scope-R-EURASIA = Eurasia
scope-R-EUROPE = Europe
scope-R-LAC = Latin America and the Caribbean
scope-R-NENA = Near East and North Africa
scope-R-NORTH-AMERICA = North America
scope-R-PACIFIC = Pacific

# Respondents and answers
role-focal_point = focal point
role-insop = INSOP member
role-laboratory = laboratory
role-regulator = regulator
role-research = research institution
role-other = other respondent
role-unknown = unknown respondent
answer-yes = ● yes
answer-partial = ◐ partly
answer-no = ○ no
answer-dont_know = ? don't know
answer-no_answer = ? no answer
answer-invalid = ? invalid answer
answer-not_applicable = / not applicable
answer-skipped_by_logic = / not asked
answer-no_response = ? no response
not-given = { $status }
not-given-dont_know = don't know
not-given-no_answer = no answer
not-given-invalid = invalid answer
not-given-not_applicable = not applicable
not-given-skipped_by_logic = not asked
not-in-form = not asked by the questionnaire
named-named = named
named-not-named = not named
named-dont_know = don't know
named-no_answer = no answer
named-invalid = invalid answer
named-not_applicable = not applicable
named-skipped_by_logic = not asked

# Why a response is not counted
sent-again = the same response was sent again
not-listed = the country is not on the list of those that could answer
another-counted = another response of the country is counted (focal point, then complete, then latest)
other-regions = countries of other regions

# Key messages
country-answered = { $area_name } answered the { $wave } round of the survey ({ $role }).
region-answered = { $area_name }: { $n_countries_answered ->
    [one] { $n_countries_answered } country answered
   *[other] { $n_countries_answered } countries answered
 } the { $wave } round of the survey. Of { $n_responses ->
    [one] { $n_responses } response
   *[other] { $n_responses } responses
 } of countries and laboratories, { $n_counted } { $n_counted ->
    [one] is
   *[other] are
 } counted and { $n_not_counted } excluded, each with its reason.
no-survey = { $area_name }: the store has no answers to the survey. { send-questionnaire }
no-answer = { $area_name }: no response to the { $wave } round of the survey is counted. Nothing can be said about its gaps: a missing answer is not counted as a gap.{ $region_name ->
    [missing] { "" }
   *[other] { " " }The answers of its region ({ $region_name }) are given below.
 } { send-questionnaire }
send-questionnaire = Send the questionnaire (templates/intake/insop_survey.xlsx).
caveat-not-checked = An answer is what a respondent reported; it was not verified on site.
caveat-silent = Countries that did not answer may differ from those that did. Only the range without assumptions allows for that.
caveat-gap = A gap means that something is lacking, not that soils are polluted.

# Who answered
survey-frame = { $n_frame ->
    [one] { $n_frame } country
   *[other] { $n_frame } countries
 } could answer, according to { $frame_source }.
delivered-list = the list that was delivered (table frame of the store)
list-of-places = the workbench's own table of places, since no list was delivered: all that are in a region, whether or not they were asked
response-rate = In { $scope_name }, { $n_answered } of { $n_frame } listed countries answered ({ $share_answered }).{ $n_asked ->
    [0] { "" }
   *[other] { " " }{ $n_without_answer ->
        [0] None
       *[other] { $n_without_answer }
     } of the { $n_asked } items asked { $n_without_answer ->
        [0] is
        [one] is
       *[other] are
     } without an answer; { $n_dont_know ->
        [0] none was
        [one] { $n_dont_know } was
       *[other] { $n_dont_know } were
     } answered with "don't know".
 }
participation-by-region = Who answered and who did not, by region

# What does not go together
contradiction = { $name } ({ $role }): { $sentence }.
law-recorded = Answered that there is no legislation, and a law is recorded: { $instrument }
conflict = { $name }: { $question } The { $role } says { $answer }, the { $other_role } { $other_answer }.
agreement = Of the same country, { $role } and { $other_role } gave the same answer to { $n_agreeing } of { $n_pairs } items ({ $share_agreeing }){ $kappa ->
    [missing] { "" }
   *[other] ; agreement beyond chance (Cohen's kappa) is { $kappa }{ $kappa_lower ->
        [missing] { "" }
       *[other] { " " }({ $kappa_lower } to { $kappa_upper })
     }
 }{ $reason ->
    [missing] { "" }
   *[other] { " " }({ $reason })
 }.
few-pairs = kappa needs { $needed } pairs, there are { $n_pairs }
same-answer-everywhere = one of the two gave the same answer everywhere
all-pairs-agree = all pairs agree, so that kappa has no standard error
respondent = { $name } ({ $role })
disagreement = { $name } ({ $role }: { $answer }; { $other_role }: { $other_answer })
several-times = { $what }, { $n_times } times
doubts-note = Each is in contradictions.csv or conflicts.csv.

# What is lacking
gap = { $question }{ $answer ->
    [missing] { "" }
    [no_response] { "" }
   *[other] { " " }{ $answer }.
 } In { $scope_name }, { $n_answers ->
    [0] no country answered
   *[other] { gap-others }
 }.
gap-others = { $n_answers ->
    [one] { $n_yes } of { $n_answers } country
   *[other] { $n_yes ->
        [0] none
       *[other] { $n_yes }
     } of the { $n_answers } countries
 } that answered said yes{ $n_partial ->
    [0] { "" }
   *[other] , { $n_partial } partly
 }; the question may apply to { $n_frame ->
    [one] { $n_frame } country
   *[other] { $n_frame } countries
 }
matrix-cell = { $n_yes } of { $n_answers } ({ $share_least } to { $share_most })
matrix-cell-all = { $n_yes } of { $n_answers } ({ $share_least })
matrix-cell-none = { $n_frame ->
    [missing] { $interval_kind }
   *[other] no answer
 }
matrix-note = Countries answering yes, out of those that answered. In brackets: the lowest and the highest possible share once non-respondents are counted, of all listed countries that it may apply to. "Partly" is not counted as yes. All counts, and the topics, are in matrix.csv.

# How an interval was made
exact-interval = exact, answers as a random sample of the region
weighted-interval = weighted by region, logit with the degrees of freedom of the survey{ interval-cut }
wilson-interval = Wilson, answers as a random sample of more units than are listed{ interval-cut }
interval-cut = { $is_cut ->
    [yes] ; ends where the range without assumptions ends
   *[no] { "" }
 }
nobody-answered = nobody answered{ $regions ->
    [missing] { "" }
   *[other] { " " }in { $regions }
 }
one-answered = one country alone answered in { $regions }
lone-answer = a region has a single answer, and so no variance
no-difference = in no region do answers differ, so that no variance can be seen
applies-to-none = it applies to no country

# Thresholds
threshold-state-recorded = recorded
threshold-state-for-all = one value for all land uses
threshold-state-for-some = for some land uses only
threshold-state-not-verified = not verified
threshold-state-none = none
extraction = { $fraction }{ $extractant ->
    [missing] { "" }
   *[other] { " " }({ $extractant })
 }
fraction-basis-stated = stated in the text
fraction-basis-assumed = assumed
fraction-basis-any = does not matter
thresholds-of-country = { $n_values ->
    [0] For { $name }, no verified threshold in force is recorded, which does not mean that there is none.
   *[other] { $name } has { threshold-values }, for { $n_substances ->
        [one] { $n_substances } substance
       *[other] { $n_substances } substances
     } and { $n_land_uses ->
        [one] { $n_land_uses } land use
       *[other] { $n_land_uses } land uses
     }.
 }{ $n_holes ->
    [0] { "" }
    [one] { " " }{ $n_holes } combination of substance and land use has a value in another country ({ $whole_name }) and none in { $name };{ thresholds-near }
   *[other] { " " }{ $n_holes } combinations of substance and land use have a value in another country ({ $whole_name }) and none in { $name };{ thresholds-near }
 }{ thresholds-not-used }{ $n_not_compared ->
    [0] { "" }
   *[other] { " " }Values with another unit or an unknown fraction, not compared: { $n_not_compared }.
 }{ $instruments ->
    [missing] { "" }
   *[other] { " " }From: { $instruments }.
 }
thresholds-near = { " " }{ $n_holes_near ->
    [0] none of these has
    [one] { $n_holes_near } of these has
   *[other] { $n_holes_near } of these have
 } one in { $near_name }.
threshold-values = { $n_values ->
    [one] { $n_values } verified threshold in force
   *[other] { $n_values } verified thresholds in force
 }
thresholds-of-region = In { $name }, { $n_countries } of { $n_listed } countries have a verified threshold in force on record, { $n_values ->
    [one] { $n_values } value
   *[other] { $n_values } values
 } in all.{ thresholds-not-used }
thresholds-not-used = { $n_not_verified ->
    [0] { "" }
   *[other] { " " }Values not yet compared with their source, and not used: { $n_not_verified }.
 }
threshold-cell = { $state ->
    [missing] { $n_near }
    [recorded] ● { threshold-cell-counts }
    [for-all] ◐ { threshold-cell-counts }
    [for-some] ◐ { threshold-cell-counts }
    [not-verified] ? { threshold-cell-counts }
   *[none] ○ { threshold-cell-counts }
 }
threshold-cell-counts = { $n_values ->
    [0] { "" }
   *[other] { $n_values }{ " " }
 }({ $n_near }, { $n_whole })
thresholds-note = ● the number of values recorded; ◐ a value that applies to this land use only in part or together with others; ? recorded, not verified; ○ missing: only other countries have a value; — no country has one. In brackets: other countries that have a value, in the region, and in all.
thresholds-note-region = Number of countries of the region that have a value. Zero: only others have one recorded; — no country has one.
value-compared = { $substance }, { $land_use }, { $value_type }, { $fraction } (fraction { $fraction_basis }): the own value is { $own_mg_kg } mg/kg; the median of { $n_countries ->
    [one] { $n_countries } other country
   *[other] { $n_countries } other countries
 } in { $scope_name } is { $median_mg_kg } mg/kg ({ $lowest_mg_kg } to { $highest_mg_kg }){ $n_assumed ->
    [0] { "" }
   *[other] , with the fraction assumed in { $n_assumed }
 }.
value-cell = { $n_countries ->
    [0] none
   *[other] { $median_mg_kg } ({ $lowest_mg_kg } to { $highest_mg_kg }; { $n_countries })
 }
comparison-note = Median of the other countries, lowest and highest, and how many countries they are.
comparison-of-countries = Own values are on the page of each country.

# Answers that differ from what is recorded
to-do-to-be-checked = to be verified
to-do-to-be-sent = to be provided
grade-to-be-sent = to be provided
answer-on-thresholds = { answer-compared }
answer-on-laws = { answer-compared }
answer-on-monitoring = { answer-compared }
answer-compared = { $name }: { $question } The answer was: { $answer }; compared with that, { $on_file }.
values-recorded = { $n_values ->
    [one] { $n_values } value is
   *[other] { $n_values } values are
 } recorded ({ $laws })
no-value-recorded = no verified value is recorded{ $n_not_verified ->
    [0] { "" }
    [one] ; { $n_not_verified } is recorded that nobody compared with the source
   *[other] ; { $n_not_verified } are recorded that nobody compared with the source
 }
combinations-recorded = { $n_values ->
    [one] { $n_values } substance with a land use is
   *[other] { $n_values } substances with a land use are
 } recorded
laws-recorded = { $n_laws ->
    [one] { $n_laws } law is
   *[other] { $n_laws } laws are
 } recorded ({ $laws })
no-law-recorded = no verified law in force is recorded
measurements-in-store = { $n_measurements ->
    [one] { $n_measurements } measurement
   *[other] { $n_measurements } measurements
 } of { $n_sites ->
    [one] { $n_sites } site
   *[other] { $n_sites } sites
 } are in the store
no-measurement-in-store = no measurement is in the store
sites-in-store = { $n_sites ->
    [one] { $n_sites } site is
   *[other] { $n_sites } sites are
 } in the store
last-sampled = the last samples in the store are of { $year }
nothing-for = there are no { $what } for { $names }
also-for = there are { $what } for { $names } too
recorded-values = values
recorded-measurements = measurements

# Legislation
law-topic-legislation = legislation
law-topic-thresholds = thresholds
law-topic-monitoring = monitoring
law-topic-liability = liability
law-topic-pesticides = pesticides
law-topic-remediation = remediation
law-topic-contaminated_sites = contaminated sites
law-topic-health_surveillance = health surveillance
law-topic-pollution_prevention = pollution prevention
law-topic-waste_sludge = waste and sludge
law-stage-none = none
law-stage-drafting = drafting
law-stage-adopted = adopted
law-stage-in_force = in force
law-stage-implemented = implemented
law-stage-enforced = enforced
law-change-not-known = not known
law-change-new = new
law-change-not-listed = not in the list of this round
law-change-as-before = as before
law-change-moved-on = moved on
law-change-moved-back = moved back
verified-measured = measured
law-topic = In { $scope_name }, { $n_countries ->
    [0] none of the { $n_listed } countries has a law on { $topic } on record.
   *[other] { $n_countries } of { $n_listed } countries have a law on { $topic } on record; it is in force in { $n_in_force ->
        [0] none of them
       *[other] { $n_in_force }
     }.
 }
law-topic-cell = { $n_countries } of { $n_listed } (in force: { $n_in_force })
law-topics-note = Countries with a law recorded, of those listed.
law = { $name }: { $instrument } ({ $topic }) is at the stage "{ $stage }"{ $before ->
    [missing] { $change ->
        [not-known] { "" }
       *[other] { " " }(change since the round before: { $change })
     }
   *[other] ; in the round before it was at "{ $before }" ({ $change })
 }.

# Inventories
source-type-Point = Point
source-type-Diffuse = Diffuse
inventory-status-list = inventory or list
inventory-status-assessment = inventory or assessment
inventory-status-suspected = suspected, confirmed ones included
inventory-status-confirmed = confirmed
inventory-status-under-remediation = under remediation
inventory-status-remediated = remediated
inventory-status-by-sector = by sector
inventory-status-sites-or-areas = sites or areas
inventory-yes = { inventory-what }In { $scope_name }, { $n_yes } of { $n_countries } countries that answered say yes; { $n_listed } are listed.
inventory-sites = { inventory-what }In { $scope_name }, { $n_countries } of { $n_listed } listed countries reported it ({ $share_told }){ $n_sites ->
    [missing] { "" }
    [one] , { $n_sites } site in all
   *[other] , { $n_sites } sites in all
 }.
inventory-what = { $source_type } sources, { $status }{ $answer ->
    [missing] { "" }
   *[other] { " " }(answer of the country: { $answer })
 }.{ " " }
inventory-cell = { $n_countries ->
    [missing] { "" }
   *[other] { $n_yes ->
        [missing] { $n_sites ->
            [missing] { "" }
           *[other] { $n_sites } sites,{ " " }
         }reported by { $n_countries } of { $n_listed }
       *[other] yes { $n_yes } of { $n_countries }, of { $n_listed } listed
     }
 }
inventory-note = Sites, of the countries that reported their number; how many those are, of all listed. For an inventory: countries that say yes, of those that said yes, partly or no.
named-cell = { $n_named } of { $n_answers }
named-note = Countries that named it, of those that answered the question. What no country named is in named.csv.
named-diffuse = Diffuse sources that inventories cover
named-health = Substances and health outcomes under surveillance

# Monitoring and networks
own-measurements = Own measurements, { $matrix }
programme-and-sites = { $name }{ $sites ->
    [missing] { "" }
   *[other] : { $sites }
 }{ $verified ->
    [no] { " " }(not verified)
   *[other] { "" }
 }
once = once
programme = { $name }: { $determinands } were determined at { $sites ->
    [1] { $sites } site
   *[other] { $sites } sites
 } from { $since } to { $last } ({ $depth }; { $fraction }; years between sampling rounds: { $interval_years }).
programmes-note-world = National networks are on the pages of regions and countries, and in programmes.csv.

# Procedures and laboratories
standard = { $name }{ $is_in_development ->
    [yes] { " " }(in development)
   *[no] { "" }
 }
laboratories = In { $scope_name }, { $n_answered ->
    [one] { $n_answered } laboratory
   *[other] { $n_answered } laboratories
 } answered: { $n_aware } of { $n_aware_answers } know how to use the SOPs, { $n_develop } of { $n_develop_answers } take part in developing them, and { $n_proficiency } of { $n_proficiency_answers } took part in a proficiency test.
procedures-note = Laboratories of the country, of the region and of all that said that they determine the substance, by whatever extraction. Weak extracts without an own threshold or measurement are in procedures.csv.
procedures-note-region = Laboratories of the region and of all that said that they determine the substance, by whatever extraction. Weak extracts are in procedures.csv.

# Health surveillance
surveillance = { $question }{ $answer ->
    [missing] { "" }
    [no_response] { "" }
   *[other] { " " }{ $answer }.
 } In { $scope_name }, { gap-others }.

# Gap index
gap-class-low = low
gap-class-moderate = moderate
gap-class-high = high
gap-class-very-high = very high
class-range = { $lowest }{ $highest ->
    [missing] { "" }
   *[other] { " " }to { $highest }
 }
no-item-answered = no item was answered
no-item-applicable = no item with an importance is applicable
gap-index = { $name } has a gap index of { $index } ({ $gap_class }, on a scale from no gap to everything lacking). { $n_unknown ->
    [0] { "" }
   *[other] Whatever its unanswered items are, it is from { $index_lower } to { $index_upper } ({ $classes }).{ " " }
 }{ $share_complete } of what applies was answered.
rank-weights = { $n_ratings ->
    [0] All items weigh the same: a topic has no rating of its importance, so that there are no weights of respondents.
   *[other] All items weigh the same. With the importance that respondents gave (median rating of each topic, with at least { $n_ratings ->
        [one] { $n_ratings } rating
       *[other] { $n_ratings } ratings
     }), { $n_rank_moved ->
        [0] none
       *[other] { $n_rank_moved }
     } of the { $n_ranked ->
        [one] { $n_ranked } country
       *[other] { $n_ranked } countries
     } would have another rank. The ranking was produced for this report and is not an official INSOP ranking.
 }
rank = { rank-equal }, and mostly { $rank_random_lower } to { $rank_random_upper } { rank-random }
rank-fixed = { rank-equal }, and mostly { $rank_random_lower } { rank-random }
rank-equal = { $name } has rank { $rank } of { $n_ranked } with equal weights (the first has the widest gap){ $rank_rated ->
    [missing] { "" }
   *[other] , { $rank_rated } with those of respondents
 }
rank-random = with random ones ({ $share_same_rank } of them give the same rank). { $n_overlapping ->
    [0] No other country has a range that overlaps with its own.
    [one] { $n_overlapping } country has a range that overlaps with its own.
   *[other] { $n_overlapping } countries have a range that overlaps with its own.
 }

# Indicators
target-state-met = met
target-state-not-met = not met
target-state-inconclusive = inconclusive
target-state-no-target = no target
target-state-not-computable = not computable
state-reason-met = all that fits the answers is at the target or above
state-reason-not-met = all that fits the answers is below the target
state-reason-inconclusive = the answers fit a share above the target as well as one below it
state-reason-no-target = the action plan names no number: level and change only
state-reason-different = the answers that are missing could put the share on the other side of the target
state-because = { $reason }
without-interval = no interval can be given ({ $why })
lacking-in = no laboratory that answered takes part in { $regions }
silent-in = no laboratory answered from { $regions }
each-has = each region has one at least
list-needed = a list of the laboratories that could answer is needed: workbench ingest FILE --survey laboratories
too-many-answered = more laboratories answered than the list of laboratories has
no-regions = there is no list of countries by region
due-by = { $least ->
    [missing] { "" }
   *[other] { $least } in each region,{ " " }
 }{ $year ->
    [missing] { $term ->
        [missing] no due year
       *[other] due in the { $term }
     }
   *[other] due { $year }
 }, { $wave ->
    [missing] no round of the survey yet
   *[other] state as of the { $wave } round
 }
indicator-of = { $meaning }, { $scope_name }
indicator-not-computable = { $meaning }, { $scope_name }: { $state }; { $why }.
indicator-of-each = { $meaning }, { $scope_name }: { $target ->
    [missing] { indicator-no-target }
   *[other] target of { $due }: { indicator-state } ({ $why }).
 } { $n_frame ->
    [one] { $n_yes } of { $n_frame } region
   *[other] { $n_yes ->
        [0] None
       *[other] { $n_yes }
     } of the { $n_frame } regions
 } is known to have one.{ indicator-counted }
indicator-all-answered = { $meaning }, { $scope_name }: { indicator-target } { indicator-answered }. All answered, so that nothing is left open.{ indicator-counted }
indicator-some-answered = { $meaning }, { $scope_name }: { indicator-target } { indicator-answered }; { $n_frame } could have answered{ $share_weighted ->
    [missing] { "" }
   *[other] . With each region at its weight it is { $share_weighted }
 }{ $share_lower ->
    [missing] { "" }
   *[other] . Allowing for chance it is { $share_lower } to { $share_upper }
 }. Whatever the others would have answered, the share lies between { $share_least } and { $share_most }.{ indicator-counted }
indicator-answered = { $n_answers ->
    [0] None has answered
   *[other] { $n_yes ->
        [0] None
       *[other] { $n_yes }
     } of the { $n_answers } that answered { $n_yes ->
        [one] counts
        [0] counts
       *[other] count
     } ({ $share_of_answers })
 }
indicator-target = { $target ->
    [missing] { indicator-no-target }
   *[other] target of { $target }, { $due }: { indicator-state } ({ $why }).
 }
indicator-no-target = no target is set, { $due } ({ $why }).
indicator-counted = { $target ->
    [missing] { $units_counted ->
        [missing] { "" }
       *[other] { " " }Counted: { $units_counted }.
     }
   *[other] { "" }
 }
indicator-state = { $state_of_answers ->
    [met] { $state_under_bounds ->
        [met] { $state_under_bounds }
       *[other] { indicator-states }
     }
    [not-met] { $state_under_bounds ->
        [not-met] { $state_under_bounds }
       *[other] { indicator-states }
     }
   *[other] { $state_under_bounds ->
        [inconclusive] { $state_under_bounds }
       *[other] { indicator-states }
     }
 }
indicator-states = { $state_of_answers } among those that answered; { $state_under_bounds } for all members
interval-level = Intervals that allow for chance are at the { $confidence } level.
share-alone = { $value }
share-range = { $lower } to { $upper }

# Change
too-few-changed = too few changed for a test
own-change = { $question } { $wave_before } round: { $before }; { $wave } round: { $now }.
yes-change = { yes-change-of } { yes-change-to }{ yes-change-gained } and { yes-change-from }{ yes-change-lost }{ yes-change-test }.
yes-change-many-gained = { yes-change-of } { yes-change-to } and { yes-change-from }{ yes-change-lost }{ yes-change-test }.
yes-change-many-lost = { yes-change-of } { yes-change-to }{ yes-change-gained } and { yes-change-from }{ yes-change-test }.
yes-change-many = { yes-change-of } { yes-change-to } and { yes-change-from }{ yes-change-test }.
yes-change-of = { $question } Of the { $n_matched ->
    [one] { $n_matched } country
   *[other] { $n_matched } countries
 } in { $scope_name } that answered both times,
yes-change-to = { $n_gained ->
    [0] none
   *[other] { $n_gained }
 } changed to yes
yes-change-from = { $n_lost ->
    [0] none
   *[other] { $n_lost }
 } changed from yes
yes-change-gained = { $gained ->
    [missing] { "" }
   *[other] { " " }({ $gained })
 }
yes-change-lost = { $lost ->
    [missing] { "" }
   *[other] { " " }({ $lost })
 }
yes-change-test = { $why_no_test ->
    [missing] { " " }(exact McNemar test, p { $p })
   *[other] ; { $why_no_test }
 }

# Figures
axis-gap-index = gap index (no gap is lowest, everything lacking is highest)
axis-ratings = low ratings left of the line, high ones right of it; no rating: far right
axis-lacking = what is lacking (from nothing to all)
axis-importance = importance (from none to very high)
figure-index = Gap index of what was answered (point), and what it could be whatever the items without an answer are (line).{ $n_silent ->
    [0] { "" }
   *[other] { " " }A line without a point: the country did not answer.
 }{ $n_hidden ->
    [0] { "" }
    [one] { " " }{ $n_hidden } more country is in the table.
   *[other] { " " }{ $n_hidden } more countries are in the table.
 }
figure-index-row = { $name }: { $index ->
    [missing] no answer
   *[other] { $index }
 }.
figure-index-none = Not drawn: no country answered an item.
figure-ratings = Importance of topics as respondents rated it, from the lowest level (not important) to the highest (very). In each bar the level, and after the sign × how many countries gave it; the middle level lies half on either side. Far right, with a dash for the level: countries that answered the survey and gave no rating.
figure-ratings-row = { $subject }: { $n_1 } rate { -level-1 }, { $n_2 } rate { -level-2 }, { $n_3 } rate { -level-3 }, { $n_4 } rate { -level-4 }, { $n_5 } rate { -level-5 }, { $n_without } without a rating.
figure-ratings-none = Not drawn: no country rated a topic.
-level-1 = 1
-level-2 = 2
-level-3 = 3
-level-4 = 4
-level-5 = 5
figure-priorities = Topics by importance and by what is lacking of them: upper right is what was rated important and is lacking. The numbers are those of the table below.
figure-priorities-row = { $number } { $topic }: importance { $importance }, lacking { $deficit }.
figure-priorities-none = Not drawn: no topic has both a rating and an answer.
