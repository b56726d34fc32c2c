namespace Mlops.Sdk;

/// <summary>How a dataset shows itself as an <c>IDataView</c>.</summary>
public sealed record DataViewOptions
{
    /// <summary>Whether categories are keys (1-based, 0 is missing, with their levels as key values) and not text.</summary>
    /// <value>Default: false.</value>
    public bool CategoriesAsKeys { get; init; }
}
