namespace Mlops.Sdk;

/// <summary>One row of a dataset, read by column name. A view: it copies nothing.</summary>
public readonly struct DataRow
{
    private readonly Dataset _data;

    internal DataRow(Dataset data, int index)
    {
        _data = data;
        Index = index;
    }

    /// <summary>The row number.</summary>
    public int Index { get; }

    /// <summary>The value as <see cref="double"/>, <see cref="long"/>, <see cref="bool"/>, <see cref="string"/> or <see cref="DateTime"/>, or null where missing.</summary>
    public object? this[string column] => _data[column].GetValue(Index);

    /// <summary>Whether the value is missing.</summary>
    public bool IsMissing(string column) => _data[column].IsMissing(Index);

    /// <summary>The value of a numeric column, NaN where missing.</summary>
    public double Number(string column)
    {
        Span<double> value = stackalloc double[1];
        _data[column].CopyNumbers(Index, value);
        return value[0];
    }

    /// <summary>The value as text, empty where missing.</summary>
    public string Text(string column) => _data[column].GetText(Index);

    /// <summary>The row as a dictionary from column name to value, null where missing.</summary>
    public IReadOnlyDictionary<string, object?> ToDictionary()
    {
        int row = Index;
        return _data.Columns.ToDictionary(column => column.Name, column => column.GetValue(row), StringComparer.Ordinal);
    }
}
