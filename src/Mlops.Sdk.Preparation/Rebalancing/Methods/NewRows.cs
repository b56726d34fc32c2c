namespace Mlops.Sdk;

/// <summary>Rows to make: the row that each starts from, and how the method gets from there to the values of a column.</summary>
/// <param name="starts">The row that each starts from.</param>
internal abstract class NewRows(int[] starts)
{
    public int[] Starts { get; } = starts;

    public int Count => Starts.Length;

    /// <summary>The numbers of a feature.</summary>
    /// <param name="column">The place of the column, for random numbers of its own.</param>
    /// <param name="values">Its values in the original rows.</param>
    /// <param name="made">The values of the made rows.</param>
    public abstract void Numbers(int column, ReadOnlySpan<double> values, Span<double> made);

    /// <summary>As numbers, rounded. Missing ones are NaN to <see cref="Numbers"/>; what is made of them is nothing.</summary>
    public virtual void Integers(int column, IntegerColumn values, Span<long> made)
    {
        var between = new double[made.Length];
        Numbers(column, values.ToNumbers().Span, between);
        // The range of a double reaches beyond that of a long by one; casting saturates.
        for (int i = 0; i < made.Length; i++) made[i] = (long)Math.Round(between[i]);
    }

    /// <summary>The codes of a category or flag: those of the row that each starts from, unless the method says otherwise.</summary>
    public virtual int[] Codes(ReadOnlySpan<int> codes)
    {
        var made = new int[Count];
        for (int i = 0; i < made.Length; i++) made[i] = codes[Starts[i]];
        return made;
    }

    /// <summary>The label, where it is made; null for that of the row that each starts from.</summary>
    public virtual Column? Label(Column label) => null;
}
