using System.Globalization;

namespace Mlops.Sdk.Profiling.Tests.Texts;

public sealed class RedactionTests
{
    private const int Rows = 120;

    private static readonly string[] s_open = ["Zanzibar", "Qaqortoq"];

    // Of every column, values that no report may show under a switch that hides it.
    private static readonly Dataset s_data = Make();

    public static TheoryData<string> Modes => ["pii", "pii keyed", "pii standard", "all", "all keyed", "all standard", "group"];

    [Theory]
    [MemberData(nameof(Modes))]
    public void Report_Redacted_ShowsNoSecret(string mode)
    {
        var options = new ProfileOptions
        {
            Redaction = mode.StartsWith("pii", StringComparison.Ordinal) ? Redaction.Pii : mode.StartsWith("all", StringComparison.Ordinal) ? Redaction.All : Redaction.None,
            Detail = mode.EndsWith("standard", StringComparison.Ordinal) ? ProfileDetail.Standard : ProfileDetail.Full,
            RedactionKey = mode.EndsWith("keyed", StringComparison.Ordinal) ? RedactionKey.FromText("correct horse battery staple") : null,
            MinimumGroup = mode == "group" ? 10 : 1,
        };
        ProfileReport report = s_data.Profile(options);
        string[] secrets = [.. s_data.Columns
            .Where(column => options.Redaction == Redaction.All || (mode == "group" ? column is TextColumn or CategoryColumn : column.Name is not ("city" or "amount" or "outcome" or "design")))
            .SelectMany(column => Enumerable.Range(0, column.Length).SelectMany(row => Spellings(column, row)))
            .Where(text => text.Length >= 4)
            .GroupBy(text => text)
            .Where(group => mode != "group" || group.Count() < 10)
            .Select(group => group.Key)];
        Assert.True(secrets.Length > 300);
        foreach ((string form, string text) in ((string, string)[])[("html", report.ToHtml()), ("json", report.ToJson()), ("markdown", report.ToMarkdown()), ("text", report.ToText()), ("screen", report.ToString())])
            Assert.Equal("", string.Join(" | ", secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal)).Take(5).Select(secret => form + ": " + secret)));
        Assert.Equal(options.Detail == ProfileDetail.Full, report.Duplicates?.Rows.Examples is { Length: 3 } && report.Target?.Features.Length > 3);
        Assert.Equal(options.Redaction == Redaction.Pii || mode == "group", report.ToHtml().Contains("Zanzibar", StringComparison.Ordinal));
    }

    [Fact]
    public void Report_NotRedacted_ShowsThem()
    {
        string html = s_data.Profile().ToHtml(), json = s_data.Profile().ToJson();
        Assert.Contains("user0@mail.example", html, StringComparison.Ordinal);
        Assert.Contains("Zanzibar", html, StringComparison.Ordinal);
        Assert.Contains("\"prefix\":\"user", json.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Key_SameValue_GivesTheSameHashInTheColumnOnly()
    {
        var options = new ProfileOptions { Redaction = Redaction.All, RedactionKey = RedactionKey.FromText("correct horse battery staple") };
        Dataset data = new(CategoryColumn.FromValues("a", Enumerable.Repeat("secret", 30)), CategoryColumn.FromValues("b", Enumerable.Repeat("secret", 30)));
        ProfileReport first = data.Profile(options), second = data.Profile(options), other = data.Profile(options with { RedactionKey = RedactionKey.FromText("another secret of length") });
        Assert.Equal(first["a"].Top, second["a"].Top);
        Assert.NotEqual(first["a"].Top, first["b"].Top);
        Assert.NotEqual(first["a"].Top, other["a"].Top);
        Assert.Matches("^#[0-9a-f]{12}$", first["a"].Top[0].Value);
        Assert.Throws<ArgumentException>(() => RedactionKey.FromText("short"));
    }

    [Fact]
    public void MinimumGroup_RareValues_AreLeftOut()
    {
        Dataset data = new(CategoryColumn.FromValues("x", Enumerable.Repeat("common", 30).Concat(Enumerable.Repeat("seldom", 4)).Append("unique")));
        Assert.Equal(["common"], data.Profile(new() { MinimumGroup = 5 })["x"].Top.Select(one => one.Value));
        Assert.Equal(["common", "seldom", "unique"], data.Profile()["x"].Top.Select(one => one.Value));
    }

    [Fact]
    public void Numbers_OfHiddenColumns_AreRoundedOrGone()
    {
        Dataset data = new(new NumberColumn("salary", Enumerable.Range(0, 200).Select(i => 20_123.45 + (i * 517.31)).ToArray()), new NumberColumn("one", Enumerable.Repeat(77.77, 200).ToArray()));
        ColumnProfile hidden = data.Profile(new() { Redaction = Redaction.All })["salary"], open = data.Profile()["salary"];
        Assert.Equal((null, null, open.Mean), (hidden.Min, hidden.Max, hidden.Mean));
        Assert.Equal(0, hidden.Quantile(0.3)!.Value % 50_000, 6);
        Assert.InRange(open.Quantile(0.3)!.Value, hidden.Quantile(0.3)!.Value - 25_000, hidden.Quantile(0.3)!.Value + 25_000);
        (double[] edges, double[] counts) = hidden.Histogram()!.Value;
        Assert.Equal((0, 150_000, 200), (edges[0], edges[^1], counts.Sum()));
        Assert.Null(data.Profile(new() { Redaction = Redaction.All })["one"].Mean);
    }

    private static IEnumerable<string> Spellings(Column column, int row)
    {
        yield return column.GetText(row);
        if (column is NumberColumn or IntegerColumn && double.TryParse(column.GetText(row), NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            yield return number.ToString("R", CultureInfo.InvariantCulture);
            yield return number.ToString("N0", CultureInfo.InvariantCulture);
        }

        if (column is TimestampColumn times) yield return new DateTime(times.Ticks[row]).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    private static Dataset Make()
    {
        string[] names = ["Wilhelmina", "Bartholomew", "Xochitl", "Guinevere", "Thaddeus"];
        Dataset distinct = new(
            TextColumn.FromValues("contact", Enumerable.Range(0, Rows).Select(i => $"user{i}@mail.example")),
            TextColumn.FromValues("note", Enumerable.Range(0, Rows).Select(i => i % 9 == 0 ? $"Ring {names[i % 5]} at +49 30 555{i:D5}" : i % 9 == 1 ? $"RING {names[i % 5]} at +49 30 555{i:D5} " : $"nothing of note{i}")),
            CategoryColumn.FromValues("first_name", Enumerable.Range(0, Rows).Select(i => i == 7 ? "wilhelmina" : i == 8 ? "Wilhelmna" : names[i % 5])),
            new IntegerColumn("account", Enumerable.Range(0, Rows).Select(PiiTests.Card).ToArray()),
            TextColumn.FromValues("ssn", Enumerable.Range(0, Rows).Select(i => $"{123 + i:D3}-{10 + (i % 80):D2}-{1000 + i}")),
            new TimestampColumn("birthday", Enumerable.Range(0, Rows).Select(i => new DateTime(1961, 7, 13, 4, 5, 0).AddDays(i * 37).Ticks).ToArray()),
            CategoryColumn.FromValues("city", Enumerable.Range(0, Rows).Select(i => s_open[i % 2])),
            new NumberColumn("amount", Enumerable.Range(0, Rows).Select(i => 1234.56 + (i * i * 7.913)).ToArray()),
            CategoryColumn.FromValues("outcome", Enumerable.Range(0, Rows).Select(i => i % 3 == 0 ? "Relapsed" : "Recovered")),
            new NumberColumn("design", Enumerable.Range(0, Rows).Select(i => 1 + (i % 7 * 0.734512)).ToArray()));

        // Three rows twice, so that examples of repeated rows are told.
        return Dataset.Concat([distinct, distinct.Slice(0, 3)]).WithRole("outcome", ColumnRole.Label).WithRole("design", ColumnRole.Weight).WithRole("birthday", ColumnRole.Time);
    }
}
