# Headings
section-participation = Who answered
section-doubts = Contradictory answers
section-lacking = Main gaps
section-thresholds = Threshold values
section-laws = Legislation
section-inventories = Inventories of polluted sites
section-programmes = Monitoring
section-procedures = Laboratories
section-surveillance = Health surveillance
section-index = Gap index
section-ratings = Priorities of respondents
section-gaps-indicators = Indicators of the INSOP action plan
section-gaps-changes = Change since the previous round
section-gaps-actions = Recommended actions
section-outreach = Training, and users of the threshold database
section-texts = Summary of comments

# Where nothing is found
no-doubts = No answers contradict each other, or no country has two respondents.
no-gaps = No answer reports a gap. A country that did not answer may still have gaps.
no-laws = No law is recorded. A list can be taken in (parameters/surveys/legislation.yml).
no-inventories = No country reported an inventory.
no-outreach = No country reported webinars or trainings.
no-programmes = No measurements of the country are available. Pages on several countries do not show measurements; see the page of each country.
no-laboratories = No laboratory answered.
no-ranks = No country could be ranked.
no-changes = No answer changed, or there is no earlier round for comparison.

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
scope-R-EXAMPLE-NORTH = northern countries of the example
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
not-in-form = not in the questionnaire
named-named = named
named-not-named = not named
named-dont_know = don't know
named-no_answer = no answer
named-invalid = invalid answer
named-not_applicable = not applicable
named-skipped_by_logic = not asked

# Why a response is not counted
sent-again = duplicate of a response that is counted
not-listed = the country is not on the list of countries invited
another-counted = another response of the country is counted (order: focal point, regulator, INSOP member, laboratory, research, others; then complete, then latest)
laboratory-beside = the laboratory's answers about its own work are counted; on its country another response is
other-regions = countries of other regions

# Key messages
country-answered = { $area_name } answered the { $wave } round of the survey ({ $role }).
region-answered = { $area_name }: { $n_countries_answered ->
    [one] { $n_countries_answered } country answered
   *[other] { $n_countries_answered } countries answered
 } the { $wave } round of the survey. Of { $n_responses ->
    [one] { $n_responses } response
   *[other] { $n_responses } responses
 } from countries and laboratories, { $n_counted } { $n_counted ->
    [one] is
   *[other] are
 } counted and { $n_not_counted } { $n_not_counted ->
    [one] is
   *[other] are
 } excluded.
no-survey = { $area_name }: no answers to the survey are available. { send-questionnaire }
no-answer = { $area_name } has not answered the { $wave } round of the survey, so we cannot tell what its gaps are. A missing answer is not counted as a gap.{ $region_name ->
    [missing] { "" }
   *[other] { " " }The answers of its region, { $region_name }, are given below.
 } { send-questionnaire }
send-questionnaire = Please return the questionnaire (templates/intake/insop_survey.xlsx).
caveat-not-checked = Answers are as reported by respondents and were not verified on site.
caveat-silent = Countries that did not answer may differ from those that did. Only the range without assumptions takes this into account.
caveat-gap = A gap means that something is lacking, not that soils are polluted.

# Who answered
survey-frame = { $n_frame ->
    [one] { $n_frame } country was
   *[other] { $n_frame } countries were
 } eligible to answer, according to { $frame_source }.
delivered-list = the list supplied with the survey (table frame of the store)
list-of-places = the workbench's own table of places, because no list was supplied: all countries of a region, whether or not they were asked
response-rate = In { $scope_name }, { $n_answered } of { $n_frame } listed countries answered ({ $share_answered }).{ $n_asked ->
    [0] { "" }
   *[other] { " " }Of the { $n_asked } items asked, { $n_without_answer ->
        [0] none was
        [one] { $n_without_answer } was
       *[other] { $n_without_answer } were
     } unanswered and { $n_dont_know ->
        [0] none was
        [one] { $n_dont_know } was
       *[other] { $n_dont_know } were
     } answered with "don't know".
 }
answered-by-laboratory = In { $scope_name }, { $n_laboratory ->
    [one] one country was answered for by a laboratory only: { $by_laboratory }
   *[other] { $n_laboratory } countries were answered for by a laboratory only: { $by_laboratory }
 }. No focal point or regulator has confirmed what it says of the country.
participation-by-region = Respondents and non-respondents, by region

# Contradictory answers
contradiction = { $name } ({ $role }): { $sentence }.
law-recorded = The answer is that there is no legislation, but a law is recorded ({ $instrument })
conflict = { $name }: { $question } The { $role } answered “{ $answer }”, the { $other_role } “{ $other_answer }”.
agreement = Within countries, { $role } and { $other_role } gave the same answer to { $n_agreeing } of { $n_pairs } items ({ $share_agreeing }){ $kappa ->
    [missing] { "" }
   *[other] ; agreement beyond chance (Cohen's kappa) is { $kappa }{ $kappa_lower ->
        [missing] { "" }
       *[other] { " " }({ $kappa_lower } to { $kappa_upper })
     }
 }{ $reason ->
    [missing] { "" }
   *[other] { " " }({ $reason })
 }.
few-pairs = kappa needs { $needed } pairs, but there are { $n_pairs }
same-answer-everywhere = one of the two gave the same answer everywhere
all-pairs-agree = all pairs agree, so kappa has no standard error
respondent = { $name } ({ $role })
disagreement = { $name } ({ $role }: { $answer }; { $other_role }: { $other_answer })
several-times = { $what }, { $n_times } times
doubts-note = All are listed in contradictions.csv and conflicts.csv.

# Main gaps
have-thr_metals_agri = national threshold values for heavy metals in agricultural soil
have-thr_metals_other = national threshold values for heavy metals in soil under other land uses
have-thr_pesticides_agri = national threshold values for pesticides in agricultural soil
have-thr_pesticides_other = national threshold values for pesticides in soil under other land uses
have-legislation = specific legislation on soil pollution
have-leg_enforced = legislation on soil pollution that is enforced
have-monitoring = a national system that monitors soil pollution
have-inv_point = an inventory of sites polluted by point sources
have-inv_diffuse = an inventory or assessment of diffuse soil pollution
have-sop_harmonized = laboratories that use harmonized standard operating procedures (SOPs) for soil pollutants
have-biomon = human biomonitoring of soil pollutants
have-episurv = epidemiological surveillance of health outcomes linked to soil pollution
have-exch_data = a data exchange on soil pollution with the European Union or other international systems
have-TRAIN_ATTENDED = attendance of webinars or training courses on soil pollution
have-CTRY_TALKS = discussions of threshold values
have-CTRY_ADOPT = work towards the adoption of threshold values
gap = { $answer ->
    [missing] { gap-region }
    [no_response] { gap-region }
    [no] { $country } does not have { $item }. { gap-in-scope }
    [partial] { $country } has { $item } only in part. { gap-in-scope }
    [yes] { $country } has { $item }. { gap-in-scope }
   *[other] { $country } did not say whether it has { $item }. { gap-in-scope }
 }
gap-in-scope = In { $scope_name }, { $n_answers ->
    [0] no country has answered
   *[other] { gap-others }
 }.
gap-region = In { $scope_name }, { $n_answers ->
    [0] no country answered whether it has { $item }
    [one] the only country that answered { $n_yes ->
        [0] does not have { $item }
       *[other] has { $item }
     }
   *[other] { $n_yes ->
        [0] none of the { $n_answers } countries that answered has
        [one] { $n_yes } of the { $n_answers } countries that answered has
       *[other] { $n_yes } of the { $n_answers } countries that answered have
     } { $item }
 }{ $n_partial ->
    [0] { "" }
   *[other] { " " }({ $n_partial } only in part)
 }; the question concerns { $n_frame ->
    [one] { $n_frame } country
   *[other] { $n_frame } countries
 }.
gap-others = { $n_answers ->
    [one] the only country that answered { $n_yes ->
        [0] did not say yes
       *[other] said yes
     }
   *[other] { $n_yes ->
        [0] none
       *[other] { $n_yes }
     } of the { $n_answers } countries that answered said yes
 }{ $n_partial ->
    [0] { "" }
   *[other] { " " }and { $n_partial } said partly
 }; the question concerns { $n_frame ->
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
exact-interval = exact (hypergeometric), respondents treated as a random sample of the region
weighted-interval = weighted by region, on the logit scale with the degrees of freedom of the survey{ interval-cut }
wilson-interval = Wilson, respondents treated as a random sample of a larger population{ interval-cut }
interval-cut = { $is_cut ->
    [yes] ; truncated at the range without assumptions
   *[no] { "" }
 }
nobody-answered = there was no answer{ $regions ->
    [missing] { "" }
   *[other] { " " }in { $regions }
 }
one-answered = only one country answered in { $regions }
lone-answer = one region has a single answer, so the variance cannot be estimated
no-difference = answers do not differ within any region, so the variance cannot be estimated
applies-to-none = it does not apply to any country

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
fraction-basis-any = not relevant
thresholds-of-country = { $n_values ->
    [0] No verified threshold in force is recorded for { $name }; this does not mean that there is none.
   *[other] { $name } has { threshold-values }, for { $n_substances ->
        [one] { $n_substances } substance
       *[other] { $n_substances } substances
     } and { $n_land_uses ->
        [one] { $n_land_uses } land use
       *[other] { $n_land_uses } land uses
     }.
 }{ $n_holes ->
    [0] { "" }
    [one] { " " }It lacks a value for { $n_holes } combination of substance and land use that another country ({ $whole_name }) regulates;{ thresholds-near }
   *[other] { " " }It lacks values for { $n_holes } combinations of substance and land use that other countries ({ $whole_name }) regulate;{ thresholds-near }
 }{ thresholds-not-used }{ $n_not_compared ->
    [0] { "" }
   *[other] { " " }A further { $n_not_compared } could not be compared because of another unit or an unknown fraction.
 }{ $instruments ->
    [missing] { "" }
   *[other] { " " }Legal basis: { $instruments }.
 }
thresholds-near = { " " }{ $n_holes_near ->
    [0] none of these is
    [one] { $n_holes_near } of these is
   *[other] { $n_holes_near } of these are
 } regulated in { $near_name }.
threshold-values = { $n_values ->
    [one] { $n_values } verified threshold in force
   *[other] { $n_values } verified thresholds in force
 }
thresholds-of-region = In { $name }, { $n_countries ->
    [0] none of the { $n_listed } countries has a recorded and verified threshold in force
   *[other] { $n_countries } of { $n_listed } countries { $n_countries ->
        [one] has
       *[other] have
     } a recorded and verified threshold in force ({ $n_values ->
        [one] { $n_values } value
       *[other] { $n_values } values
     } in total)
 }.{ thresholds-not-used }
thresholds-not-used = { $n_not_verified ->
    [0] { "" }
   *[other] { " " }A further { $n_not_verified } have not been checked against their source and are not used.
 }
threshold-coverage-note = Values in force that were read in a source. Screening values say whether there is a problem (trigger, precautionary and maximum permissible values); intervention values say that something must be done. A country that is not listed has no value in the database, which does not mean that it has none.
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
thresholds-note = ● number of recorded values; ◐ a value that applies to part of this land use or to several; ? recorded but not verified; ○ missing, although other countries have a value; — no country has a value. In brackets: number of other countries with a value in the region, and in all.
thresholds-note-region = Number of countries of the region with a value. Zero: only countries elsewhere have one; — no country has one.
value-compared = { $substance }, { $land_use }, { $value_type }, { $fraction } (fraction { $fraction_basis }): the national value is { $own_mg_kg } mg/kg; { $n_countries ->
    [one] the value of the one other country in { $scope_name } is { $median_mg_kg } mg/kg
   *[other] the median of { $n_countries } other countries in { $scope_name } is { $median_mg_kg } mg/kg ({ $lowest_mg_kg } to { $highest_mg_kg })
 }{ $n_assumed ->
    [0] { "" }
   *[other] , with the fraction assumed in { $n_assumed }
 }.
value-cell = { $n_countries ->
    [0] none
   *[other] { $median_mg_kg } ({ $lowest_mg_kg } to { $highest_mg_kg }; { $n_countries })
 }
comparison-note = Median, lowest and highest value of the other countries, and their number.
comparison-of-countries = National values are on the page of each country.

# Answers that differ from what is recorded
to-do-to-be-checked = to be verified
to-do-to-be-sent = to be provided
grade-to-be-sent = to be provided
answer-on-thresholds = { answer-compared }
answer-on-laws = { answer-compared }
answer-on-monitoring = { answer-compared }
answer-compared = { $name }: { $question } The answer was “{ $answer }”, but { $on_file }.
values-recorded = { $n_values ->
    [one] { $n_values } value is
   *[other] { $n_values } values are
 } recorded ({ $laws })
no-value-recorded = no verified value is recorded{ $n_not_verified ->
    [0] { "" }
    [one] ; { $n_not_verified } recorded value has not been checked against its source
   *[other] ; { $n_not_verified } recorded values have not been checked against their source
 }
combinations-recorded = { $n_values ->
    [one] { $n_values } combination of substance and land use is
   *[other] { $n_values } combinations of substance and land use are
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
 } are available
no-measurement-in-store = no measurement is available
sites-in-store = { $n_sites ->
    [one] { $n_sites } site is
   *[other] { $n_sites } sites are
 } recorded
last-sampled = the last recorded samples are from { $year }
nothing-for = no { $what } are recorded for { $names }
also-for = { $what } are also recorded for { $names }
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
law-change-not-listed = not on the list of this round
law-change-as-before = unchanged
law-change-moved-on = advanced
law-change-moved-back = moved back
verified-measured = measured
law-topic = In { $scope_name }, { $n_countries ->
    [0] none of the { $n_listed } countries has a recorded law on { $topic }.
    [one] { $n_countries } of { $n_listed } countries has a recorded law on { $topic }; it is { $n_in_force ->
        [0] not in force
       *[other] in force
     }.
   *[other] { $n_countries } of { $n_listed } countries have a recorded law on { $topic }; it is in force in { $n_in_force ->
        [0] none of them
       *[other] { $n_in_force }
     }.
 }
law-topic-cell = { $n_countries } of { $n_listed } (in force: { $n_in_force })
law-topics-note = Number of countries with a recorded law, out of those listed.
law = { $name }: { $instrument } ({ $topic }) has the status “{ $stage }”{ $before ->
    [missing] { $change ->
        [not-known] { "" }
       *[other] { " " }(change since the previous round: { $change })
     }
   *[other] ; in the previous round it was “{ $before }” ({ $change })
 }.

# Inventories
source-type-Point = Point
source-type-Diffuse = Diffuse
inventory-status-list = inventory or list
inventory-status-assessment = inventory or assessment
inventory-status-suspected = suspected, confirmed ones included
inventory-status-confirmed = confirmed
inventory-status-needs-investigation = to be investigated, or under investigation
inventory-status-no-need = investigated, no remediation needed
inventory-status-to-be-remediated = in need of remediation
inventory-status-under-remediation = under remediation
inventory-status-remediated = remediated or under aftercare
inventory-status-by-sector = by sector
inventory-status-sites-or-areas = sites or areas
inventory-yes = { inventory-what }In { $scope_name }, { $n_countries ->
    [one] the only country that answered { $n_yes ->
        [0] has none
       *[other] has one
     }
   *[other] { $n_yes ->
        [0] none of the { $n_countries } countries that answered has one
        [one] { $n_yes } of the { $n_countries } countries that answered has one
       *[other] { $n_yes } of the { $n_countries } countries that answered have one
     }
 } ({ $n_listed } countries are listed).
inventory-sites = { inventory-what }In { $scope_name }, { $n_countries } of { $n_listed } listed countries reported a number ({ $share_told }){ $n_sites ->
    [missing] { "" }
    [one] , { $n_sites } site in total
   *[other] , { $n_sites } sites in total
 }.{ $n_sites_expected ->
    [missing] { "" }
   *[other] { " " }If countries without a number are like the others of their region, all of them together have about { $n_sites_expected } sites ({ $n_sites_lower } to { $n_sites_upper }); inventories that are incomplete themselves would add to this.
 }
inventory-what = { $source_type } sources, { $status }{ $answer ->
    [missing] { "" }
   *[other] { " " }(answer of the country: { $answer })
 }.{ " " }
inventory-cell = { $n_countries ->
    [missing] { "" }
    [0] no answer
   *[other] { $n_yes ->
        [missing] { $n_sites ->
            [missing] { "" }
           *[other] { $n_sites } sites,{ " " }
         }reported by { $n_countries } of { $n_listed }
       *[other] { $n_yes } of { $n_countries } ({ $n_listed } listed)
     }
 }
inventory-note = Numbers of sites are those of the countries that reported them. For an inventory: countries answering yes, out of those answering yes, partly or no.
named-cell = { $n_named } of { $n_answers }
named-note = Countries that named it, out of those that answered the question. Options that no country named are in named.csv.
named-diffuse = Diffuse sources that inventories cover
named-biomonitoring = Who is sampled, in which materials, and guidance values
named-audience = Who receives and who uses the database of threshold values
named-training = Kinds of training attended, and topics on which training is needed
named-health = Substances and health outcomes under surveillance

# What else was reported
reported-cell-yes = { $n_answers ->
    [0] no answer
   *[other] { $n_yes } of { $n_answers }{ $n_partial ->
        [0] { "" }
       *[other] { " " }({ $n_partial } only in part)
     }
 }
reported-cell-total = { $n_answers ->
    [0] no answer
   *[other] { $total }, reported by { $n_answers } of { $n_listed }
 }
reported-cell-middle = { $n_answers ->
    [0] no answer
   *[other] median { $middle }, reported by { $n_answers } of { $n_listed }
 }
reported-note = Yes: out of the countries that answered. Numbers: their sum, or the median of shares in percent, with how many of the listed countries reported one.
reported-law = Indicators of soil health in regulation
reported-completeness = How much of all sites inventories cover
reported-surveillance = Case definitions and completeness of surveillance
reported-training = Webinars and trainings held and attended
law-indicators = In { $scope_name }, { $n_yes ->
    [0] none
   *[other] { $n_yes }
 } of the { $n_answers ->
    [one] { $n_answers } country that answered has
   *[other] { $n_answers } countries that answered { $n_yes ->
        [0] has
        [one] has
       *[other] have
     }
 } regulation that sets indicators of soil health{ $n_partial ->
    [0] { "" }
   *[other] { " " }({ $n_partial } only in part)
 }{ $answer ->
    [missing] { "" }
   *[other] ; answer of the country: { $answer }
 }.
training = { $item ->
    [train_held] Webinars and trainings on soil pollution held recently
   *[train_number] Webinars and trainings on soil pollution attended recently
 }, { $scope_name }: { $total } in total, reported by { $n_answers } of { $n_listed } countries{ $answer ->
    [missing] { "" }
   *[other] { " " }(answer of the country: { $answer })
 }.

# SoiLEX
soilex-state-both = in SoiLEX and answered
soilex-state-record = in SoiLEX, not answered
soilex-state-answer = answered, not in SoiLEX
soilex-state-neither = neither
soilex-to-do-ask = ask for the questionnaire
soilex-to-do-send = send the law to SoiLEX
soilex-to-do-check = verify: the answer is no, but a record exists
soilex-note = A country is in SoiLEX if a record of it on soil pollution is in the database. It answered if it said yes, partly or no to the question on legislation. Cited: records that its answers name by number or address.
soilex-counts = In { $scope_name }, { $n_listed } countries are listed. In SoiLEX and answered on legislation: { $n_both }; in SoiLEX, not answered: { $n_record }; answered, not in SoiLEX: { $n_answer }; neither: { $n_neither }. The answers name { $n_cited } of the { $n_records } records.
soilex-own = { $name } is { $state ->
    [both] in SoiLEX ({ soilex-records }) and answered on legislation
    [record] in SoiLEX ({ soilex-records }) but did not answer on legislation
    [answer] not in SoiLEX but answered on legislation
   *[neither] not in SoiLEX and did not answer on legislation
 }.{ $to_do ->
    [missing] { "" }
   *[other] { " " }To do: { $to_do }.
 }
soilex-records = { $n_records ->
    [one] { $n_records } record
   *[other] { $n_records } records
 }, of which its answers name { $n_cited ->
    [0] none
   *[other] { $n_cited }
 }

# Remediation
sites-managed = In { $scope_name }, { $n_done } of { $n_need } sites that need or needed remediation were remediated ({ $share_done }); { $n_under_way } are under remediation and { $n_to_do } still wait for it. These numbers are from { $n_told } of { $n_listed } countries.
sites-completed = In { $scope_name }, { $n_told } of { $n_listed } countries reported both confirmed sites and how much of all sites their inventory covers: { $n_counted } sites, which make about { $n_completed } once what their inventories lack is allowed for.{ $n_expected ->
    [missing] { "" }
   *[other] { " " }If the other countries are like those of their region, all of them together have about { $n_expected } ({ $n_expected_lower } to { $n_expected_upper }).
 }
progress-cell = { $n_before ->
    [missing] { "" }
   *[other] { $n_before } → { $n_now } (countries: { $n_matched }; more: { $n_more }, fewer: { $n_fewer })
 }
progress-note = Sites in the previous round → in this round, of the countries that reported the number in both; how many of them reported more, and how many fewer. Statuses that were asked first in this round are not compared.

# Monitoring and networks
own-measurements = National measurements, { $matrix }
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
procedure-group-bioavailable = bioavailable metals (weak extracts)
procedure-group-hazardous = highly hazardous pesticides
procedure-group-obsolete = obsolete pesticides
procedures-note = Number of laboratories (Labs) in the country, in the region and in all countries that report determining the substance, by any extraction. Weak extracts without a national threshold or measurement are in procedures.csv.
procedures-note-region = Number of laboratories (Labs) in the region and in all countries that report determining the substance, by any extraction. Weak extracts are in procedures.csv.

# Health surveillance
surveillance = { gap }

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
no-item-applicable = no item with a weight is applicable
gap-index = { $name } has a { $gap_class } gap index of { $index }, on a scale from zero (no gap) to one (everything lacking). { $n_unknown ->
    [0] { "" }
   *[other] Depending on its unanswered items, it lies between { $index_lower } and { $index_upper } ({ $classes }).{ " " }
 }{ $share_complete } of the applicable items were answered.
rank-weights = { $n_ratings ->
    [0] All items have equal weights, because some topics have no rating of their importance.
   *[other] All items have equal weights. With weights from the importance given by respondents (median rating of each topic, with at least { $n_ratings ->
        [one] { $n_ratings } rating
       *[other] { $n_ratings } ratings
     }), { $n_rank_moved ->
        [0] none
       *[other] { $n_rank_moved }
     } of the { $n_ranked ->
        [one] { $n_ranked } country
       *[other] { $n_ranked } countries
     } would change rank. The ranking was produced for this report and is not an official INSOP ranking.
 }
rank = { rank-equal }, and mostly { $rank_random_lower } to { $rank_random_upper } { rank-random }
rank-fixed = { rank-equal }, and mostly { $rank_random_lower } { rank-random }
rank-equal = { $name } ranks { $rank } of { $n_ranked } with equal weights (the first rank has the widest gap){ $rank_rated ->
    [missing] { "" }
   *[other] , { $rank_rated } with the weights of respondents
 }
rank-random = with random weights ({ $share_same_rank } of these give the same rank). { $n_overlapping ->
    [0] No other country has a range that overlaps with its own.
    [one] { $n_overlapping } country has a range that overlaps with its own.
   *[other] { $n_overlapping } countries have a range that overlaps with its own.
 }

# Indicators
target-state-met = met
target-state-not-met = not met
target-state-inconclusive = inconclusive
target-state-no-target = no target
target-state-not-computable = cannot be computed
state-reason-met = every share compatible with the answers is at or above the target
state-reason-not-met = every share compatible with the answers is below the target
state-reason-inconclusive = the answers are compatible with shares above and below the target
state-reason-no-target = the action plan sets no number, so only level and change are given
state-reason-different = missing answers could move the share across the target
state-because = { $reason }
without-interval = no interval can be given ({ $why })
lacking-in = no laboratory that answered takes part in { $regions }
silent-in = no laboratory answered from { $regions }
each-has = each region has at least one
list-needed = a list of eligible laboratories is needed: workbench ingest FILE --survey laboratories
too-many-answered = more laboratories answered than are on the list
no-regions = there is no list of countries by region
due-by = { $least ->
    [missing] { "" }
   *[other] { $least } in each region,{ " " }
 }{ $year ->
    [missing] { $term ->
        [missing] no due date
       *[other] due in the { $term }
     }
   *[other] due { $year }
 }, { $wave ->
    [missing] no survey round yet
   *[other] status as of the { $wave } round
 }
indicator-key = { $meaning }, { $scope_name }: target of { $target }: { indicator-state }; { $n_answers ->
    [0] nobody has answered
    [one] the only one that answered { $n_yes ->
        [0] does not meet the criterion
       *[other] meets the criterion
     }
   *[other] { $n_yes ->
        [0] none
       *[other] { $n_yes }
     } of the { $n_answers } that answered { $n_yes ->
        [one] meets
        [0] meets
       *[other] meet
     } the criterion
 }.
action-key = Recommended first: { $action }
indicator-of = { $meaning }, { $scope_name }
indicator-not-computable = { $meaning }, { $scope_name }: { $state }; { $why }.
indicator-of-each = { $meaning }, { $scope_name }: { $target ->
    [missing] { indicator-no-target }
   *[other] target of { $due }: { indicator-state } ({ $why }).
 } { $n_frame ->
    [one] { $n_yes ->
        [0] The region is not known to have one.
       *[other] The region is known to have one.
     }
   *[other] { $n_yes ->
        [0] None
       *[other] { $n_yes }
     } of the { $n_frame } regions { $n_yes ->
        [0] is
        [one] is
       *[other] are
     } known to have one.
 }{ indicator-counted }
indicator-all-answered = { $meaning }, { $scope_name }: { indicator-target } { indicator-answered }. There are no missing answers.{ indicator-counted }
indicator-some-answered = { $meaning }, { $scope_name }: { indicator-target } { indicator-answered }; { $n_frame } were eligible{ $share_weighted ->
    [missing] { "" }
   *[other] . Weighted by region, the share is { $share_weighted }
 }{ $share_lower ->
    [missing] { "" }
   *[other] . The confidence interval is { $share_lower } to { $share_upper }
 }. Whatever the non-respondents would have answered, the share lies between { $share_least } and { $share_most }.{ indicator-counted }
indicator-answered = { $n_answers ->
    [0] None has answered
    [one] The only one that answered { $n_yes ->
        [0] does not meet the criterion
       *[other] meets the criterion
     }
   *[other] { $n_yes ->
        [0] None
       *[other] { $n_yes }
     } of the { $n_answers } that answered { $n_yes ->
        [one] meets
        [0] meets
       *[other] meet
     } the criterion ({ $share_of_answers })
 }
indicator-target = { $target ->
    [missing] { indicator-no-target }
   *[other] target of { $target }, { $due }: { indicator-state } ({ $why }).
 }
indicator-no-target = no target is set, { $due } ({ $why }).
indicator-counted = { $target ->
    [missing] { $units_counted ->
        [missing] { "" }
       *[other] { " " }These are { $units_counted }.
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
indicator-states = { $state_of_answers } among respondents; { $state_under_bounds } for all members
interval-level = Confidence intervals have a level of { $confidence }.
share-alone = { $value }
share-range = { $lower } to { $upper }

# Change
too-few-changed = too few countries changed for a test
own-change = Asked about { $item }, { $country } answered “{ $before }” in the { $wave_before } round and “{ $now }” in the { $wave } round.
yes-change = { yes-change-of } { yes-change-to }{ yes-change-gained } and { yes-change-from }{ yes-change-lost }{ yes-change-test }.
yes-change-many-gained = { yes-change-of } { yes-change-to } and { yes-change-from }{ yes-change-lost }{ yes-change-test }.
yes-change-many-lost = { yes-change-of } { yes-change-to }{ yes-change-gained } and { yes-change-from }{ yes-change-test }.
yes-change-many = { yes-change-of } { yes-change-to } and { yes-change-from }{ yes-change-test }.
yes-change-of = Of the { $n_matched ->
    [one] { $n_matched } country
   *[other] { $n_matched } countries
 } in { $scope_name } that answered in both rounds on { $item },
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
have-short-thr_metals_agri = Thresholds: metals, farmland
have-short-thr_metals_other = Thresholds: metals, other land
have-short-thr_pesticides_agri = Thresholds: pesticides, farmland
have-short-thr_pesticides_other = Thresholds: pesticides, other land
have-short-legislation = Legislation
have-short-leg_enforced = Legislation enforced
have-short-monitoring = Monitoring system
have-short-inv_point = Inventory of point sources
have-short-inv_diffuse = Inventory of diffuse pollution
have-short-sop_harmonized = Harmonized SOPs in use
have-short-biomon = Human biomonitoring
have-short-episurv = Epidemiological surveillance
have-short-exch_data = Data exchange
axis-shares = share of countries answering yes
figure-shares = Share of countries answering yes, out of those that answered. Line: lowest and highest possible share in { $near_name } once non-respondents are counted.{ $country ->
    [missing] { "" }
   *[other] { " " }The diamond marks the answer of { $country }: no at the left, partly in the middle, yes at the right.
 }
figure-shares-row = { $question } { $scope_name }: { $n_yes } of { $n_answers }{ $answer ->
    [missing] { "" }
   *[other] ; answer of the country: { $answer }
 }.
figure-shares-none = There is no figure because no country answered an item.
coverage-both = screening and intervention values
coverage-screening = screening values only
coverage-intervention = intervention values only
coverage-not-used = values recorded, none usable
coverage-none = no value recorded
figure-coverage-legend = National thresholds in force that were read
coverage-of-one-country = A map of the countries that have threshold values is on the pages of regions and of the world.
coverage-without-outline = There is no map of threshold values because no outline of the countries is available.
figure-coverage-map = Countries by the thresholds in force that were read in a source: { $n_used } of { $n_listed } have one. A country without a recorded value may still have one.{ map-notes }
axis-gap-index = gap index (no gap is lowest, everything lacking is highest)
axis-ratings = low ratings left of the line, high ratings right; far right: no rating
axis-lacking = what is lacking (from nothing to all)
axis-importance = importance (from none to very high)
figure-index = { $n_known ->
    [0] { "" }
    [one] { "" }
   *[other] The gap index is highest in { $highest_name } ({ $highest }) and lowest in { $lowest_name } ({ $lowest }).{ " " }
 }Gap index of the answered items (point), and its possible range given the unanswered items (line).{ $n_silent ->
    [0] { "" }
   *[other] { " " }A line without a point marks a country that did not answer.
 }{ $n_hidden ->
    [0] { "" }
    [one] { " " }{ $n_hidden } more country is in the table.
   *[other] { " " }{ $n_hidden } more countries are in the table.
 }
figure-index-row = { $name }: { $index ->
    [missing] no answer
   *[other] { $index }
 }.
figure-index-none = There is no figure because no country answered an item.
figure-ratings = Importance of topics as rated by respondents, from the lowest level (not important) to the highest (very important). Each bar shows the level and, after the sign ×, the number of countries; the middle level is centred on the line. At the far right: countries that answered the survey without a rating.
figure-ratings-row = { $subject }: { $n_1 } rate { -level-1 }, { $n_2 } rate { -level-2 }, { $n_3 } rate { -level-3 }, { $n_4 } rate { -level-4 }, { $n_5 } rate { -level-5 }, { $n_without } without a rating.
figure-ratings-none = There is no figure because no country rated a topic.
-level-1 = 1
-level-2 = 2
-level-3 = 3
-level-4 = 4
-level-5 = 5
figure-priorities = Topics by importance and by what is lacking. Topics in the upper right were rated important and are largely lacking.
figure-priorities-row = { $topic }: importance { $importance }, lacking { $deficit }.
figure-priorities-none = There is no figure because no topic has both a rating and an answer.
