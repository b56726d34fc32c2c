namespace Mlops.Sdk.Profiling.Tests;

/// <summary>One screen says of every column what is missing, how many different values it has, where its numbers lie or what is frequent, and how many findings it has.</summary>
public sealed class OneScreenTests
{
    private static readonly string s_long = string.Concat(Enumerable.Repeat("a_name_\U0001F600", 30));

    private static readonly Dataset s_data = new(
        new NumberColumn("amount", Enumerable.Range(0, 200).Select(i => 999_900.0 + (i * i % 777)).ToArray()),
        new NumberColumn("holes", Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? double.NaN : i).ToArray()),
        CategoryColumn.FromValues("city", Enumerable.Range(0, 200).Select(i => i % 4 == 0 ? "Wien" : "Southampton")),
        CategoryColumn.FromValues(s_long, Enumerable.Range(0, 200).Select(i => $"{s_long}{i % 3}")),
        new TimestampColumn("at", Enumerable.Range(0, 200).Select(i => new DateTime(2024, 1, 1).AddHours(i).Ticks).ToArray()));

    [Fact]
    public void Profile_FitsTheWidth_AndSaysWhatMatters()
    {
        string screen = s_data.Profile().ToString();
        RequireWidth(screen);
        string amount = LineOf(screen, "amount");
        foreach (string number in (string[])["127", "1,000,266", "999,900", "1,000,656"]) Assert.Contains(number, amount, StringComparison.Ordinal);
        Assert.Contains("50%", LineOf(screen, "holes"), StringComparison.Ordinal);
        Assert.Contains("75%: ", LineOf(screen, "city"), StringComparison.Ordinal);
        Assert.Contains("2024-01-01", LineOf(screen, "at"), StringComparison.Ordinal);
    }

    [Fact]
    public void Comparison_FitsTheWidth_AndSaysWhatMatters()
    {
        ProfileReport before = s_data.Profile(), after = s_data.Filter(row => row.Index % 8 != 1).Profile();
        string screen = before.Compare(after).ToString();
        RequireWidth(screen);
        Assert.Contains("50% → 57%", LineOf(screen, "holes"), StringComparison.Ordinal);
        Assert.Contains("75% → 71%: Sou", LineOf(screen, "city"), StringComparison.Ordinal);
        Assert.Contains("→", LineOf(screen, "amount"), StringComparison.Ordinal);
    }

    private static void RequireWidth(string screen) => Assert.All(screen.Split('\n'), line =>
    {
        Assert.True(line.EnumerateRunes().Sum(rune => rune.Value > 0xFFFF ? 2 : 1) <= 100, line);
        Assert.DoesNotContain('\uFFFD', line);
        Assert.DoesNotContain(line.EnumerateRunes(), rune => rune == System.Text.Rune.ReplacementChar);
    });

    private static string LineOf(string screen, string column) => screen.Split('\n').First(line => line.StartsWith(column + " ", StringComparison.Ordinal)).Replace('\u00a0', ' ');
}
