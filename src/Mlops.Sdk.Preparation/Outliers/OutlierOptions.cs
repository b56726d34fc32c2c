using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>How values far from the others are found and handled.</summary>
public sealed record OutlierOptions : StageOptions
{
    /// <summary>The columns to look at: numbers and integers.</summary>
    /// <value>Every feature that is a number or an integer.</value>
    public ColumnSet Columns { get; init; } = ColumnSet.Numeric;

    /// <summary>How the fences are learnt.</summary>
    /// <value><see cref="OutlierMethod.Iqr"/> with a fence of 3, Tukey's far out: capping should change a few values, not the shape of the data.</value>
    public OutlierMethod Method { get; init; } = OutlierMethod.Iqr(fence: 3);

    /// <summary>A column of categories, flags, integers or texts by whose levels fences differ; a level that was not seen, or has too few values, has the fences of all rows. The column has to be there when the model scores.</summary>
    /// <value>Null: one fence for all rows.</value>
    public string? GroupBy { get; init; }

    /// <summary>The fewest finite values of a level from which a fence of its own is learnt; at least 2.</summary>
    /// <value>20.</value>
    public int MinimumGroupRows { get; init; } = 20;

    /// <summary>What happens to a value outside its fence; what transforms takes every value of the columns, also of those without a fence, and makes integers numbers.</summary>
    /// <value><see cref="OutlierAction.Cap"/>.</value>
    public OutlierAction Action { get; init; } = OutlierAction.Cap;

    /// <summary>For <see cref="OutlierAction.Custom"/>: what a value outside its fence becomes. It has to answer alike for like values, on any thread. A step with it fits and scores, and cannot be saved.</summary>
    /// <value>Null.</value>
    [JsonIgnore]
    public OutlierReplacement? Replacement { get; init; }

    /// <summary>Whether each column with a fence gets a flag column <c>NAME_outlier</c>.</summary>
    /// <value>False.</value>
    public bool AddFlags { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (Action == OutlierAction.Keep && !AddFlags) yield return "Action is Keep and AddFlags is false, so nothing would happen; set one of them.";
        if (Action == OutlierAction.Custom && Replacement is null) yield return "Action is Custom and Replacement is null; give the function that says what a value becomes. JSON does not hold it.";
        if (Action != OutlierAction.Custom && Replacement is not null) yield return $"Replacement is given and Action is {Action}; set Action = OutlierAction.Custom.";
        foreach (string problem in GroupProblems(MinimumGroupRows).Concat(Method.Problems())) yield return problem;
    }

    internal static IEnumerable<string> GroupProblems(int minimumGroupRows)
    {
        if (minimumGroupRows < 2) yield return FormattableString.Invariant($"MinimumGroupRows is {minimumGroupRows} and must be at least 2.");
    }
}
