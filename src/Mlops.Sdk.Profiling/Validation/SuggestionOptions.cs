namespace Mlops.Sdk;

/// <summary>How careful suggested rules are.</summary>
public sealed record SuggestionOptions
{
    /// <summary>The chance that clean data like this breaks any of the suggested rules, above 0 and below 0.5. It is shared among the rules: each gets so much confidence that together they keep it.</summary>
    /// <value>0.01.</value>
    public double FalseAlarmRate { get; init => field = value is > 0 and < 0.5 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The rate of false alarms is above 0 and below 0.5."); } = 0.01;

    /// <summary>The least number of rows of the tables that are to be validated, at least 1: fewer rows vary more, so the rules leave more room.</summary>
    /// <value>Null: 1,000, or as many as there are rows here.</value>
    public int? BatchRows { get; init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A table has at least 1 row."); }

    /// <summary>How many random halves are held out: rules suggested from one half are tried on the other, 0 to 1,000.</summary>
    /// <value>20.</value>
    public int HoldOuts { get; init => field = value is >= 0 and <= 1000 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Halves held out are 0 to 1,000."); } = 20;

    /// <summary>A rule that a smaller share of the held-out halves keeps is left out.</summary>
    /// <value>0.95.</value>
    public double MinPassRate { get; init; } = 0.95;

    /// <summary>The values of a category or text become a rule when there are at most so many different ones.</summary>
    /// <value>100.</value>
    public int MaxLevels { get; init; } = 100;

    /// <summary>From a source at most so many rows are taken, at random; and at most so many serve to compare columns and to hold out halves.</summary>
    /// <value>50,000.</value>
    public int SampleRows { get; init => field = value >= 10 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least 10 rows are needed."); } = 50_000;

    /// <summary>Columns are compared with each other when there are at most so many that can be.</summary>
    /// <value>60.</value>
    public int MaxComparedColumns { get; init; } = 60;

    /// <summary>Whether rows outside suggested ranges, sets and patterns are set aside by <see cref="DataRules.Split"/> and stop scoring although the table tolerates some.</summary>
    /// <value>False.</value>
    public bool SetAside { get; init; }
}
