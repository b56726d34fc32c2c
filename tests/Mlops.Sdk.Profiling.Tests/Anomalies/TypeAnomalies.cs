using System.Data;
using System.Globalization;
using static Mlops.Sdk.Profiling.Tests.Anomalies.AnomalyCase;

namespace Mlops.Sdk.Profiling.Tests.Anomalies;

/// <summary>Values of another type than they should have.</summary>
internal static class TypeAnomalies
{
    public static IEnumerable<AnomalyCase> All =>
    [
        Broken("BOOL_TYPE_FLOAT_NOT_INT", "VAL010", "x", null, Rule.HasType("x", ColumnType.Integer, ColumnType.Flag), Of(Numbers("x", 0, 1, 0.5)), Of(Integers("x", 0, 1, 1))),
        Broken("BOOL_TYPE_FLOAT_NOT_STRING", "VAL010", "x", null, s_texts, Of(Numbers("x", 0.5)), Of(Words("x", "yes", "no"))),
        Broken("BOOL_TYPE_INT_NOT_STRING", "VAL010", "x", null, s_texts, Of(Integers("x", 0, 1)), Of(Words("x", "yes", "no"))),
        Broken("BOOL_TYPE_STRING_NOT_INT", "VAL010", "x", 1, Rule.HasType("x", ColumnType.Integer, ColumnType.Flag), Of(Words("x", "0", "yes", "1", null)), Of(Integers("x", 0, 1, 1))),
        Broken("ENUM_TYPE_FLOAT_NOT_STRING", "VAL010", "x", null, s_texts, Of(Numbers("x", 0.5)), Of(Words("x", "red", "blue"))),
        Broken("ENUM_TYPE_INT_NOT_STRING", "VAL010", "x", null, s_texts, Of(Integers("x", 7)), Of(Words("x", "007"))),
        Broken("FLOAT_TYPE_NOT_FLOAT", "VAL010", "x", 2, Rule.HasType("x", ColumnType.Number), Of(Words("x", "1.5", "two", "2,5")), Of(Numbers("x", 1.5, 2, 2.5))),
        Broken("FLOAT_TYPE_NON_STRING", "VAL010", "x", null, s_texts, Of(Numbers("x", 0.1)), Of(Words("x", "0.10000000000000000001"))),
        Broken("INT_TYPE_INT_EXPECTED", "VAL010", "x", null, Rule.HasType("x", ColumnType.Integer), Of(Numbers("x", 1, 2.5)), Of(Integers("x", 1, 2))),
        Broken("INT_TYPE_NOT_STRING", "VAL010", "x", null, s_texts, Of(Numbers("x", 1)), Of(Words("x", "1"))),
        Broken("INT_TYPE_STRING_EXPECTED", "VAL010", "x", null, s_texts, Dataset.ParseCsv("x\n12345\n20100\n"), Dataset.ParseCsv("x\n12345\n02010\n")),
        Broken("UNEXPECTED_DATA_TYPE", "VAL010", "x", 1, Rule.HasType("x", ColumnType.Timestamp), Of(Words("x", "2026-01-31", "soon")), Of(new TimestampColumn("x", new[] { FindingCorpus.AsOf.Ticks }))),
        Changed("STRING_TYPE_NOW_FLOAT", "CMP004", "x", (Of(Words("x", "a", "b")), Of(Numbers("x", 0.5, 1))), (Of(Words("x", "a", "b")), Of(Words("x", "b", "a")))),
        Broken("STRING_TYPE_NOW_FLOAT", "VAL010", "x", null, s_texts, Of(Numbers("x", 0.5, 1)), Of(Words("x", "a", "b"))),
        Changed("STRING_TYPE_NOW_INT", "CMP004", "x", (Of(Words("x", "a", "b")), Of(Integers("x", 1, 2))), (Of(Words("x", "a", "b")), Of(Words("x", "1", "2")))),
        Broken("STRING_TYPE_NOW_INT", "VAL010", "x", null, s_texts, Of(Integers("x", 1, 2)), Of(Words("x", "1", "b"))),
        Broken("DOMAIN_INVALID_FOR_TYPE", "VAL002", "x", null, Rule.InRange("x", 0, 1), Of(Words("x", "a")), Of(Numbers("x", 0.5))),
        Broken("BOOL_TYPE_INVALID_CONFIG", "VAL002", "x", null, Of(Flags("x", true, false)), (Rule.InSet("x", "yes", "no"), null), (Rule.InSet("x", "true", "false"), null)),

        // Bytes, lists and types that nobody knows never become a column.
        Refused("BOOL_TYPE_BYTES_NOT_INT", "MLO1031", "x", () => Read(typeof(byte[]), new byte[] { 1 }), () => Read(typeof(int), 1)),
        Refused("BOOL_TYPE_BYTES_NOT_STRING", "MLO1031", "x", () => Read(typeof(byte[]), "yes"u8.ToArray()), () => Read(typeof(string), "yes")),
        Refused("ENUM_TYPE_BYTES_NOT_STRING", "MLO1031", "x", () => Read(typeof(byte[]), "red"u8.ToArray()), () => Read(typeof(string), "red")),
        Refused("FLOAT_TYPE_UNKNOWN_TYPE_NUMBER", "MLO1031", "x", () => Read(typeof(System.Numerics.Complex), System.Numerics.Complex.One), () => Read(typeof(double), 1.0)),
        Refused("INT_TYPE_UNKNOWN_TYPE_NUMBER", "MLO1031", "x", () => Read(typeof(System.Numerics.BigInteger), System.Numerics.BigInteger.One), () => Read(typeof(long), 1L)),
        Refused("LOW_SUPPORTED_IMAGE_FRACTION", "MLO1031", "x", () => Read(typeof(byte[]), new byte[] { 0x89, 0x50, 0x4E, 0x47 }), () => Read(typeof(string), "images/1.png")),
        Refused("MAX_IMAGE_BYTE_SIZE_EXCEEDED", "MLO1031", "x", () => Read(typeof(byte[]), new byte[1 << 20]), () => Read(typeof(string), "images/1.png")),
        Refused("VALUE_NESTEDNESS_MISMATCH", "MLO1031", "x", () => Dataset.FromJson("""[{"x": [[1, 2], [3]]}]"""), () => Dataset.FromJson("""[{"x": 1}]""")),
    ];

    private static readonly Rule s_texts = Rule.HasType("x", ColumnType.Text, ColumnType.Category);

    private static void Read(Type type, object value)
    {
        using var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        table.Columns.Add("x", type);
        table.Rows.Add(value);
        using DataTableReader reader = table.CreateDataReader();
        Dataset.FromReader(reader);
    }
}
