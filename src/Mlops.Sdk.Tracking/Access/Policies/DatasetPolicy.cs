using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What is hidden of a dataset, and from whom: rows by a filter, or the values of a column by a mask.</summary>
public sealed record DatasetPolicy
{
    /// <summary>Its number, by which it is removed and named in errors.</summary>
    public required int Number { get; init; }

    /// <summary>The dataset.</summary>
    public required string Dataset { get; init; }

    /// <summary>Which rows may be seen; null when it masks a column.</summary>
    public RowFilter? Rows { get; init; }

    /// <summary>The column that is masked; null when it filters rows.</summary>
    public string? Column { get; init; }

    /// <summary>Whether a version without the column is shown; else nothing of it is, for there the column may have another name.</summary>
    /// <value>False.</value>
    public bool MayBeAbsent { get; init; }

    /// <summary>The mask; null when it filters rows.</summary>
    public ColumnMask? Mask { get; init; }

    /// <summary>The principals and groups that it is for.</summary>
    /// <value>Everyone.</value>
    public ValueList<string> For { get; init; } = [Principal.Everyone];

    /// <summary>The principals and groups that it is not for, although they are in <see cref="For"/>.</summary>
    /// <value>Nobody.</value>
    public ValueList<string> Except { get; init; } = [];

    /// <summary>Who set it.</summary>
    public required string SetBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset SetAt { get; init; }

    /// <summary>In words.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"policy #{Number} ({(Mask is null ? "rows" : $"{Mask} of column {ErrorText.Show(Column)}")} of dataset {ErrorText.Show(Dataset)} for {ErrorText.ShowSome([.. For])}{(Except.Count == 0 ? "" : $" except {ErrorText.ShowSome([.. Except])}")})");
}
