using System.Text;
using static Mlops.Sdk.Profiling.Tests.Anomalies.AnomalyCase;

namespace Mlops.Sdk.Profiling.Tests.Anomalies;

/// <summary>Values outside what a column may hold.</summary>
internal static class ValueAnomalies
{
    private const long BeyondDouble = 1L << 53;

    public static IEnumerable<AnomalyCase> All =>
    [
        Broken("BOOL_TYPE_BIG_INT", "VAL009", "x", 1, Rule.IsConvertible("x", ColumnType.Flag), Of(Integers("x", 0, 1, 2)), Of(Integers("x", 0, 1, 1))),
        Broken("BOOL_TYPE_SMALL_INT", "VAL009", "x", 1, Rule.IsConvertible("x", ColumnType.Flag), Of(Integers("x", 0, 1, -1)), Of(Integers("x", 0, 1, 0))),
        Broken("BOOL_TYPE_UNEXPECTED_FLOAT", "VAL009", "x", 2, Rule.IsConvertible("x", ColumnType.Flag), Of(NumbersWithNaN("x", 0, 0.5, 1, double.NaN)), Of(NumbersWithNaN("x", 0, 1))),
        Broken("BOOL_TYPE_UNEXPECTED_STRING", "VAL005", "x", 1, Rule.InSet("x", "yes", "no"), Of(Words("x", "yes", "no", "Yes", null)), Of(Words("x", "yes", "no", null))),

        Broken("ENUM_TYPE_UNEXPECTED_STRING_VALUES", "VAL005", "x", 2, Rule.InSet("x", "red", "blue") with { Mostly = 0.75 }, Of(Words("x", "red", "grey", "blue", "gray")), Of(Words("x", "red", "grey", "blue", "blue"))),
        Broken("ENUM_TYPE_UNEXPECTED_STRING_VALUES", "VAL005", "x", 1, Rule.InSet("x", "red", "blue"), Of(Words("x", "red", "grey", "blue")), Of(Words("x", "red", "blue"))),
        Changed("ENUM_TYPE_UNEXPECTED_STRING_VALUES", "CMP040", "x", ComparisonCorpus.All["CMP040"].Fires, ComparisonCorpus.All["CMP040"].Silent),
        Broken("ENUM_TYPE_INVALID_UTF8", "VAL006", "x", 1, Rule.DoesNotMatch("x", ".*\uFFFD.*"), Csv("x\ncaf\u00E9\ntea\n", Encoding.Latin1), Csv("x\ncaf\u00E9\ntea\n", Encoding.UTF8)),
        Found("ENUM_TYPE_INVALID_UTF8", "PROF068", "x", null, FindingCorpus.All["PROF068"].Fires(), FindingCorpus.All["PROF068"].Silent()),

        Broken("FLOAT_TYPE_BIG_FLOAT", "VAL004", "x", 2, Rule.InRange("x", max: 1), Of(Numbers("x", 1, 1.0000001, double.PositiveInfinity)), Of(Numbers("x", 1, -7))),
        Broken("FLOAT_TYPE_SMALL_FLOAT", "VAL004", "x", 1, Rule.InRange("x", min: 0), Of(Numbers("x", 0, -1e-300)), Of(Numbers("x", 0, -0.0, 9e300))),
        Broken("FLOAT_TYPE_STRING_NOT_FLOAT", "VAL009", "x", 1, Rule.IsConvertible("x", ColumnType.Number), Of(Words("x", "1.5", "1,5", "-2e3")), Of(Words("x", "1.5", "-2e3", null))),
        Broken("FLOAT_TYPE_HAS_NAN", "VAL008", "x", 1, Rule.IsFinite("x", allowInfinite: true), Of(NumbersWithNaN("x", 1, double.NaN, double.PositiveInfinity)), Of(NumbersWithNaN("x", 1, double.PositiveInfinity))),
        Found("FLOAT_TYPE_HAS_NAN", "PROF014", "x", null, FindingCorpus.All["PROF014"].Fires(), FindingCorpus.All["PROF014"].Silent()),
        Broken("FLOAT_TYPE_HAS_INF", "VAL008", "x", 2, Rule.IsFinite("x", allowNaN: true), Of(NumbersWithNaN("x", double.NaN, double.NegativeInfinity, double.PositiveInfinity)), Of(NumbersWithNaN("x", 1, double.NaN))),
        Found("FLOAT_TYPE_HAS_INF", "PROF008", "x", null, FindingCorpus.All["PROF008"].Fires(), FindingCorpus.All["PROF008"].Silent()),

        // Beyond 2^53 neighbouring integers are one number.
        Broken("INT_TYPE_BIG_INT", "VAL004", "x", 1, Rule.InRange("x", max: BeyondDouble), Of(Integers("x", BeyondDouble, BeyondDouble + 1)), Of(Integers("x", BeyondDouble, 0))),
        Broken("INT_TYPE_SMALL_INT", "VAL004", "x", 1, Rule.InRange("x", min: -BeyondDouble), Of(Integers("x", -BeyondDouble, -BeyondDouble - 1)), Of(Integers("x", -BeyondDouble, 0))),
        Broken("INT_TYPE_NOT_INT_STRING", "VAL009", "x", 1, Rule.IsConvertible("x", ColumnType.Integer), Of(Words("x", "1", "1.0")), Of(Words("x", "1", "-20"))),

        Broken("FEATURE_TYPE_HIGH_UNIQUE", "VAL016", "x", 3, Rule.DistinctCount("x", max: 2), Of(Words("x", "a", "b", "c", null)), Of(Words("x", "a", "b", "b", null))),
        Broken("FEATURE_TYPE_LOW_UNIQUE", "VAL016", "x", 1, Rule.DistinctCount("x", min: 2), Of(Words("x", "a", "a", null)), Of(Words("x", "a", "b", null))),

        // Numbers are counted as texts are. What cannot be counted in the memory and the passes allowed is undecided, and has not passed.
        Broken("FEATURE_TYPE_NO_UNIQUE", "VAL016", "x", 3, Rule.DistinctCount("x", max: 2), Of(Numbers("x", 0.5, 1.5, 2.5)), Of(Numbers("x", 0.5, 1.5, 0.5))),
        Broken("FEATURE_TYPE_NO_UNIQUE", "VAL030", "x", null, Mixed(4500), (Rule.DistinctCount("x", 4000, 5000), new() { UniqueKeys = 16, MaxPasses = 1 }), (Rule.DistinctCount("x", 4000, 5000), null)),

        Broken("SEMANTIC_DOMAIN_UPDATE", "VAL026", "x", 1, Rule.IsA("x", SemanticType.Email), Of(Words("x", "ann@example.org", "nobody")), Of(Words("x", "ann@example.org", "bob@example.org"))),
        Changed("SEMANTIC_DOMAIN_UPDATE", "CMP050", "x", ComparisonCorpus.All["CMP050"].Fires, ComparisonCorpus.All["CMP050"].Silent),
        Broken("CUSTOM_VALIDATION", "VAL022", null, 1, Rule.Satisfies("even", row => row.Number("x") % 2 == 0, "x"), Of(Integers("x", 2, 3)), Of(Integers("x", 2, 4))),

        // Each reason is a result of its own.
        Broken("MULTIPLE_REASONS", "VAL003", "x", 1, s_both, Of(Numbers("x", double.NaN, 7)), Of(Numbers("x", 0.5, 0.7))),
        Broken("MULTIPLE_REASONS", "VAL004", "x", 1, s_both, Of(Numbers("x", double.NaN, 7)), Of(Numbers("x", 0.5, 0.7))),
    ];

    private static readonly DataRules s_both = DataRules.Empty.Column("x", x => x.IsPresent().Between(0, 1));

    private static Dataset Csv(string text, Encoding encoding) => Dataset.FromCsv(new MemoryStream(encoding.GetBytes(text)), new() { InvalidUtf8 = InvalidTextHandling.Replace });

    private static Dataset Mixed(int count) => Of(Integers("x", [.. Enumerable.Range(0, count).Select(i => i * 7919L % 5003)]));
}
