namespace Mlops.Sdk.Profiling.Tests.Anomalies;

/// <summary>Every anomaly that TensorFlow Data Validation knows is told here, or the page says why it cannot occur.</summary>
public sealed class AnomalyListTests
{
    private const string None = "–";

    private static readonly string[] s_kinds = [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "ReferenceData", "tfdv_anomalies.txt")).Where(line => !line.StartsWith('#')).Select(line => line.Split(',')[0])];
    private static readonly AnomalyCase[] s_cases = [.. TypeAnomalies.All, .. ValueAnomalies.All, .. PresenceAnomalies.All, .. SchemaAnomalies.All, .. DatasetAnomalies.All, .. SequenceAnomalies.All];
    private static readonly string[][] s_rows = [.. File.ReadAllLines(Path.Combine(Root(), "docs", "tfdv-anomalies.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|').Select(cell => cell.Trim()).ToArray())];

    public static TheoryData<string, int> Cases => [.. s_cases.Select((one, place) => (one.Kind, place))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Anomaly_InData_IsToldWithColumnAndCount(string kind, int place)
    {
        AnomalyCase one = s_cases[place];
        Told told = Assert.Single(one.With(), told => told.Check == one.Check);
        if (one.Column is { } column) Assert.Contains($"'{column}'", told.Message, StringComparison.Ordinal);
        if (one.Count is { } count) Assert.Equal(count, told.Count);
        Assert.Equal(kind, one.Kind);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Anomaly_NotInDataNearIt_IsNotTold(string kind, int place)
    {
        AnomalyCase one = s_cases[place];
        Assert.DoesNotContain(one.Without(), told => told.Check == one.Check);
        Assert.Equal(kind, one.Kind);
    }

    [Fact]
    public void List_HasEveryAnomalyOnce_AndNoOther()
    {
        Assert.Equal(89, s_kinds.Length);
        Assert.Equal(s_kinds.Order(StringComparer.Ordinal), s_rows.Select(row => row[1].Trim('`')).Order(StringComparer.Ordinal));
        Assert.Empty(s_cases.Select(one => one.Kind).Except(s_kinds));
    }

    [Fact]
    public void List_NamesTheChecksOfTheCases_OrWhyThereIsNone()
    {
        foreach (string[] row in s_rows)
        {
            string[] checks = [.. s_cases.Where(one => one.Kind == row[1].Trim('`')).Select(one => one.Check).Distinct().Order(StringComparer.Ordinal)];
            string[] told = [.. row[3].Split(',').Select(code => code.Trim()).Where(code => code != None).Order(StringComparer.Ordinal)];
            Assert.True(checks.SequenceEqual(told), $"{row[1]}: the cases are told by {string.Join(", ", checks)}, the page names {string.Join(", ", told)}");
            Assert.NotEmpty(row[2]);
        }
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Mlops.Sdk.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
