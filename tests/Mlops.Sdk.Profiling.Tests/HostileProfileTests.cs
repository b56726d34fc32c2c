using System.Globalization;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests;

/// <summary>Whatever stands in a table, its profile is made and shown, and nothing in it is obeyed.</summary>
public sealed class HostileProfileTests
{
    private static readonly string[] s_texts =
    [
        "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><a href=\"javascript:alert(3)\">x</a>&amp;", "| a | **b** `d` [e](http://evil.example) ![f](g) # h", "``` ` ````\n```\n# out",
        "first\nsecond\r\nthird\u2028fourth\tfifth\0", "\u001b[31mred\u001b[0m\u0007\u009b2J", "\u202Edesrever\u2066\u2069\u200F", "\uD800 lone \uDC00 \uFFFE", "{0}{1:N0}", "]]>", "--><!--", "😀 名前 é̂", " ", "İıŞş", "''", "\\\"",
    ];

    private static readonly double[] s_numbers = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon, -0.0, 0, 1e308, -1e308, 1e-300, -999, 9999];

    private static readonly Gen<string> s_text = Gen.OneOf(Gen.Int[0, s_texts.Length - 1].Select(i => s_texts[i]), Gen.String[Gen.Char, 0, 12], Gen.Const(new string('y', 3000)));

    private static readonly Gen<double> s_number = Gen.OneOf(Gen.Double, Gen.Double[-5, 5], Gen.Int[0, s_numbers.Length - 1].Select(i => s_numbers[i]), Gen.Int[-3, 3].Select(i => (double)i));

    private static readonly Gen<long> s_long = Gen.OneOf(Gen.Long, Gen.Long[-3, 3], Gen.Const(long.MinValue), Gen.Const(long.MaxValue), Gen.Const(0L));

    private static readonly Gen<long> s_ticks = Gen.OneOf(Gen.Long[0, DateTime.MaxValue.Ticks], Gen.Const(0L), Gen.Const(DateTime.MaxValue.Ticks), Gen.Const(new DateTime(1970, 1, 1).Ticks), Gen.Const(new DateTime(2026, 3, 1).Ticks));

    private static readonly Gen<Dataset> s_table =
        from rows in Gen.OneOf(Gen.Int[0, 5], Gen.Int[45, 200])
        from names in Gen.OneOf(s_text, Gen.String[Gen.Char.AlphaNumeric, 1, 6]).Array[0, 6]
        from columns in Gen.Int[0, 5].Array[names.Length]
        from seed in Gen.UInt
        from numbers in s_number.Array[16]
        from longs in s_long.Array[16]
        from ticks in s_ticks.Array[16]
        from texts in s_text.Array[16]
        select Make(rows, names, columns, seed, numbers, longs, ticks, texts);

    [Fact]
    public void Profile_OfAnyTable_IsMadeAndShown() => s_table.Sample(data => { Show(data); }, iter: 40, threads: 1);

    [Fact]
    public void Profile_OfAnyTableUnderTurkishCulture_IsTheSame()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            s_table.Sample(
                data =>
                {
                    CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
                    string[] plain = Show(data);
                    CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
                    Assert.Equal(plain, Show(data));
                },
                iter: 8,
                threads: 1);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Profile_OfHugeNamesAndValues_StaysSmallAndInert()
    {
        string huge = new string('n', 1 << 20) + "<script>";
        Dataset data = new(
            TextColumn.FromValues(huge, Enumerable.Range(0, 60).Select(i => (string?)(huge + i))),
            CategoryColumn.FromValues("levels", Enumerable.Range(0, 5000).Select(i => $"<b>{i}</b>")).Slice(0, 60),
            new NumberColumn(huge + "2", Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? double.NaN : i).ToArray()));
        ProfileReport report = data.Profile();
        Inert(report.ToHtml());
        Assert.True(report.ToHtml().Length < 1 << 20, $"{report.ToHtml().Length} characters");
        Assert.All(report.ToString().Split('\n'), line => Assert.True(line.Length <= 100));
        Assert.True(report.Findings.All(finding => finding.Message.Length < 2000));
        JsonDocument.Parse(report.ToJson()).Dispose();
        Assert.DoesNotContain("<script>", report.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void Profile_OfMoreRowsThanAnIntCounts_CountsThemAll()
    {
        const int doublings = 32;
        var data = new Dataset(new NumberColumn("x", new[] { 1, 2, double.NaN, 6 }), CategoryColumn.FromValues("level", ["a", "b", "b", null]), TextColumn.FromValues("text", ["left", "right", "right", "a@example.org"]), new TimestampColumn("at", new long[] { 10, 20, 30, 40 }));
        var summary = new ProfileSummary(data.Schema);
        summary.Add(data);
        for (int i = 0; i < doublings; i++) summary.Merge(ProfileSummary.ReadFrom(new BinaryReader(new MemoryStream(Tables.Bytes(summary.WriteTo)))));
        ProfileReport report = summary.ToReport();
        Assert.Equal((4L << doublings, 1L << doublings, 3.0, 3.0), (report.RowCount, report["x"].Missing, report["x"].Mean!.Value, report["x"].Distinct));
        Assert.Equal(("b", 2L << doublings), report["level"].Top[0]);
        Assert.Equal((4L << doublings, 1L << doublings), (report["text"].Text!.Values, report["text"].Text!.CountOf(SemanticType.Email)));
        Assert.True(report.Duplicates!.Rows.RepeatedRows == (4L << doublings) - 4, $"{report.Duplicates.Rows.RepeatedRows} rows repeated");
        Assert.Contains("17179869184", report.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Profile_OfFiveThousandLevels_ShowsTheMostFrequent()
    {
        var random = new RandomStream(3);
        Dataset data = new(CategoryColumn.FromValues("code", Enumerable.Range(0, 20_000).Select(_ => $"c{random.NextInt32(5000)}")));
        ProfileReport report = data.Profile();
        Assert.Equal(10, report["code"].Top.Length);
        Assert.Contains(report.Findings, finding => finding.Code == "PROF005");
        Assert.True(report.ToHtml().Length < 200_000);
    }

    private static string[] Show(Dataset data)
    {
        ProfileReport report = data.Profile(new() { AsOf = FindingCorpus.AsOf });
        string[] shown = [report.ToString(), report.ToText(80), report.ToMarkdown(), report.ToJson(), report.ToHtml()];
        Inert(shown[4]);
        JsonDocument.Parse(shown[3]).Dispose();
        Assert.All(shown[0].Split('\n'), line => Assert.True(line.Length <= 100, line));
        Assert.DoesNotContain(shown[1], c => (char.IsControl(c) && c != '\n') || c is '\u202E' or '\u2066');
        return shown;
    }

    private static void Inert(string html)
    {
        using XmlReader reader = XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        foreach (XElement element in XDocument.Load(reader).Descendants())
        {
            Assert.DoesNotContain(element.Name.LocalName, (string[])["script", "img", "iframe", "object", "form", "link", "image", "use"], StringComparer.OrdinalIgnoreCase);
            foreach (XAttribute attribute in element.Attributes())
            {
                Assert.False(attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase), attribute.Name.LocalName);
                Assert.True(attribute.Name.LocalName != "href" || attribute.Value.StartsWith('#'), attribute.Value);
                Assert.DoesNotContain("NaN", attribute.Name.LocalName is "d" or "x" or "y" or "width" or "height" or "viewBox" ? attribute.Value : "", StringComparison.Ordinal);
            }
        }
    }

    private static Dataset Make(int rows, string[] names, int[] kinds, uint seed, double[] numbers, long[] longs, long[] ticks, string[] texts)
    {
        var columns = new List<Column>();
        var random = new RandomStream(seed);
        foreach ((string name, int kind) in names.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Zip(kinds))
        {
            int[] pick = [.. Enumerable.Range(0, rows).Select(_ => random.NextInt32(20))];
            MissingMask mask = MissingMask.Create(rows, row => pick[row] == 0);
            columns.Add(kind switch
            {
                0 => new NumberColumn(name, pick.Select(p => p < 16 ? numbers[p] : random.NextGaussian()).ToArray()),
                1 => new IntegerColumn(name, pick.Select(p => p < 16 ? longs[p] : random.NextInt32(1000)).ToArray(), mask),
                2 => new FlagColumn(name, pick.Select(p => p % 3 == 0).ToArray(), mask),
                3 => CategoryColumn.FromValues(name, pick.Select(p => p == 0 ? null : texts[p % 16])),
                4 => TextColumn.FromValues(name, pick.Select((p, row) => p == 0 ? null : texts[p % 16] + (p > 12 ? row : ""))),
                _ => new TimestampColumn(name, pick.Select(p => ticks[p % 16]).ToArray(), mask),
            });
        }

        var data = new Dataset(columns);
        ColumnRole[] roles = [ColumnRole.Label, ColumnRole.Group, ColumnRole.Time, ColumnRole.Weight, ColumnRole.Id, ColumnRole.Feature];
        foreach (Column column in columns.Take((int)(seed % 4))) data = data.WithRole(column.Name, roles[random.NextInt32(roles.Length)]);
        return data;
    }
}
