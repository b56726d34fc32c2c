namespace Mlops.Sdk;

public sealed partial class Dataset
{
    /// <summary>The dataset with a column of numbers computed row by row; NaN is missing.</summary>
    /// <param name="name">The name of the column; a column of that name is replaced and keeps its role.</param>
    /// <param name="value">Computes the value of a row.</param>
    public Dataset Derive(string name, Func<DataRow, double> value) => With(new NumberColumn(name, Compute(value)));

    /// <summary>The dataset with a column of text computed row by row; null is missing.</summary>
    /// <param name="name">The name of the column; a column of that name is replaced and keeps its role.</param>
    /// <param name="value">Computes the value of a row.</param>
    public Dataset DeriveText(string name, Func<DataRow, string?> value) => With(TextColumn.FromValues(name, Compute(value)));

    /// <summary>The dataset with a column of categories computed row by row, levels in ordinal order; null is missing.</summary>
    /// <param name="name">The name of the column; a column of that name is replaced and keeps its role.</param>
    /// <param name="value">Computes the value of a row.</param>
    public Dataset DeriveCategory(string name, Func<DataRow, string?> value) => With(CategoryColumn.FromValues(name, Compute(value)));

    /// <summary>The dataset with a column of flags computed row by row; null is missing.</summary>
    /// <param name="name">The name of the column; a column of that name is replaced and keeps its role.</param>
    /// <param name="value">Computes the value of a row.</param>
    public Dataset DeriveFlag(string name, Func<DataRow, bool?> value)
    {
        bool?[] flags = Compute(value);
        return With(new FlagColumn(name, Array.ConvertAll(flags, flag => flag ?? false), MissingMask.Create(flags.Length, row => flags[row] is null)));
    }

    /// <summary>The rows in the order of a column. Stable: equal values keep their order, so sorting by the minor column first and the major one last sorts by both. Missing rows come last.</summary>
    /// <param name="column">The column. Categories are ordered by their levels, text by its UTF-8 bytes.</param>
    /// <param name="descending">Whether the largest value comes first.</param>
    public Dataset SortBy(string column, bool descending = false) => Take(RowOrder.By(this[column], descending));

    /// <summary>This dataset as a source that is read in batches, without copying.</summary>
    public DataSource AsSource() => new DatasetSource(this);

    private T[] Compute<T>(Func<DataRow, T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var values = new T[RowCount];
        for (int row = 0; row < values.Length; row++) values[row] = value(new DataRow(this, row));
        return values;
    }
}
