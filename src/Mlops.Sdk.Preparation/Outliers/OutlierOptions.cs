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

    /// <summary>What happens to a value outside its fence.</summary>
    /// <value><see cref="OutlierAction.Cap"/>.</value>
    public OutlierAction Action { get; init; } = OutlierAction.Cap;

    /// <summary>Whether each column with a fence gets a flag column <c>NAME_outlier</c>.</summary>
    /// <value>False.</value>
    public bool AddFlags { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (Action == OutlierAction.Keep && !AddFlags) yield return "Action is Keep and AddFlags is false, so nothing would happen; set one of them.";
    }
}
