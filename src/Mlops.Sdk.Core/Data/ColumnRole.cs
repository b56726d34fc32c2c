namespace Mlops.Sdk;

/// <summary>What a column is for. Roles are part of the schema and travel with the data.</summary>
public enum ColumnRole
{
    /// <summary>Something to learn from.</summary>
    Feature,

    /// <summary>What is to be predicted.</summary>
    Label,

    /// <summary>Names a row; never learnt from.</summary>
    Id,

    /// <summary>How much a row counts; at least 0.</summary>
    Weight,

    /// <summary>Rows that belong together (a customer, a household) and must not be torn apart by a split.</summary>
    Group,

    /// <summary>When the row was observed; orders splits, lags and forward fills.</summary>
    Time,

    /// <summary>Carried along, never learnt from.</summary>
    Ignored,
}
