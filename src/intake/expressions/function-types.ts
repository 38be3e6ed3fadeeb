/**
 * What a value is, as far as it says how the column beside it is read. `open` is a mention of a column that its place alone does not
 * type, `nothing` is NULL, and `unknown` may be anything: the engine decides.
 */
export type Nature = "number" | "text" | "moment" | "span" | "truth" | "open" | "nothing" | "unknown";

/**
 * How a place sees a column: as an exact number, as a whole number of one of the engine's types, as text, or as its own place says
 * (`free`).
 */
export type Place = "number" | "integer" | "bigint" | "text" | "free";

/** How a function sees what it is given. `like` sees it as it is seen itself: it gives back one of its arguments. */
type Argument = Place | "like";

/** What a function takes, the last of it again and again, and what it gives. */
export interface FunctionType {
  readonly takes: readonly Argument[];
  readonly gives: Nature;
}

type Row = readonly [takes: string, gives: Nature, names: string];

/** Functions by what they take and give. Those that are not among them see columns as they stand elsewhere. */
const ROWS: readonly Row[] = [
  [
    "number",
    "number",
    "+ - * / % ^ ** @ add subtract multiply divide mod fmod fdiv abs ceil ceiling floor sign sqrt cbrt exp ln log log2 log10 pow power",
  ],
  [
    "number",
    "number",
    "even degrees radians sin cos tan cot asin acos atan atan2 sinh cosh tanh asinh acosh atanh gamma lgamma nextafter",
  ],
  ["number integer", "number", "round trunc round_even roundbankers"],
  ["number", "truth", "isnan isinf isfinite signbit"],
  ["bigint", "number", "// & | ~ << >> xor bit_count gcd lcm greatest_common_divisor least_common_multiple"],
  ["integer", "number", "factorial !__postfix"],
  [
    "text",
    "text",
    "|| concat concat_ws lower upper lcase ucase trim ltrim rtrim reverse replace translate strip_accents nfc_normalize initcap",
  ],
  [
    "text",
    "text",
    "regexp_replace regexp_escape md5 sha1 sha256 url_encode url_decode base64 from_base64 printf format bin hex to_hex",
  ],
  [
    "text integer",
    "text",
    "left right substr substring substring_grapheme left_grapheme right_grapheme repeat array_extract list_extract list_element",
  ],
  ["text integer text", "text", "lpad rpad"],
  ["text text integer", "text", "split_part"],
  ["text text integer text", "text", "regexp_extract"],
  [
    "text",
    "number",
    "length len strlen char_length character_length length_grapheme bit_length octet_length ascii ord unicode",
  ],
  [
    "text",
    "number",
    "position strpos instr levenshtein editdist3 damerau_levenshtein hamming mismatches jaccard jaro_similarity jaro_winkler_similarity",
  ],
  [
    "text",
    "truth",
    "~~ !~~ ~~* !~~* ~~~ ^@ like_escape ilike_escape not_like_escape not_ilike_escape regexp_matches regexp_full_match",
  ],
  ["text", "truth", "starts_with ends_with prefix suffix contains"],
  [
    "text",
    "unknown",
    "split str_split string_split string_to_array str_split_regex string_split_regex regexp_split_to_array regexp_extract_all",
  ],
  [
    "text",
    "unknown",
    "-> ->> json_extract json_extract_string json_extract_path json_extract_path_text json_value json_array_length json_keys",
  ],
  ["integer", "text", "chr"],
  ["text", "moment", "strptime try_strptime date_trunc datetrunc last_day timezone time_bucket"],
  [
    "text",
    "moment",
    "now today current_date current_timestamp get_current_timestamp transaction_timestamp current_localtimestamp",
  ],
  ["number", "moment", "to_timestamp"],
  ["bigint", "moment", "make_date make_time make_timestamp make_timestamp_ms make_timestamp_ns make_timestamptz"],
  ["text", "text", "strftime dayname monthname"],
  ["text", "number", "date_part datepart date_diff datediff date_sub datesub epoch epoch_ms epoch_us epoch_ns julian"],
  [
    "text",
    "number",
    "year month day hour minute second quarter week weekofyear weekday dayofweek dayofmonth dayofyear yearweek isodow isoyear",
  ],
  ["text", "number", "decade century millennium millisecond microsecond nanosecond era days_in_month"],
  ["text", "span", "age"],
  [
    "bigint",
    "span",
    "to_days to_weeks to_months to_quarters to_years to_decades to_centuries to_hours to_minutes to_microseconds",
  ],
  ["number", "span", "to_seconds to_milliseconds"],
  ["free", "number", "hash random pi"],
  ["free", "text", "typeof uuid gen_random_uuid"],
  ["like", "unknown", "greatest least"],
];

/** Functions of many rows, which say nothing of one. */
const AGGREGATES = `any_value approx_count_distinct approx_quantile approx_top_k arbitrary arg_max arg_max_null arg_max_nulls_last arg_min
  arg_min_null arg_min_nulls_last argmax argmin array_agg avg bit_and bit_or bit_xor bitstring_agg bool_and bool_or corr count count_if
  count_star countif covar_pop covar_samp cume_dist dense_rank entropy favg fill first first_value fsum geomean geometric_mean group_concat
  histogram histogram_exact json_group_array json_group_object json_group_structure kahan_sum kurtosis kurtosis_pop lag last last_value lead
  list listagg mad max max_by mean median min min_by mode nth_value ntile percent_rank product quantile quantile_cont quantile_disc rank
  rank_dense regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy reservoir_quantile row_number sem
  skewness stddev stddev_pop stddev_samp string_agg sum sum_no_overflow sumkahan var_pop var_samp variance wavg weighted_avg`;

const FUNCTIONS: ReadonlyMap<string, FunctionType> = new Map(
  ROWS.flatMap(([takes, gives, names]) =>
    words(names).map((name) => [name, { takes: words(takes) as Argument[], gives }] as const),
  ),
);

const AGGREGATE_NAMES: ReadonlySet<string> = new Set(words(AGGREGATES));

const UNKNOWN_FUNCTION: FunctionType = { takes: ["free"], gives: "unknown" };

/** What a function takes and gives. */
export function functionType(name: string): FunctionType {
  return FUNCTIONS.get(name.toLowerCase()) ?? UNKNOWN_FUNCTION;
}

/** True for a function that sums up many rows, or looks at those around one. */
export function isAggregate(name: string): boolean {
  return AGGREGATE_NAMES.has(name.toLowerCase());
}

/** Names that stand for a value where no column has them. */
export const VALUE_NAMES: ReadonlySet<string> = new Set(
  words(
    "current_date current_time current_timestamp localtime localtimestamp current_user session_user user current_role current_schema current_catalog",
  ),
);

const NUMBERS = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DECIMAL|FLOAT|DOUBLE|BIGNUM)$/;
const MOMENTS = /^(DATE|TIME\b.*|TIMESTAMP.*)$/;

/** What the values of a type are, by the engine's name of it. */
export function natureOfType(id: string): Nature {
  if (id === "NULL") return "nothing";
  if (id === "VARCHAR" || id === "CHAR") return "text";
  if (id === "BOOLEAN") return "truth";
  if (id === "INTERVAL") return "span";
  if (NUMBERS.test(id)) return "number";
  return MOMENTS.test(id) ? "moment" : "unknown";
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
