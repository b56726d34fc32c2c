using System.Globalization;

namespace Mlops.Sdk;

/// <summary>What stands in place of the values of a column. The column keeps its name and type. Of several masks on one column all are applied: parts and steps first, then hash, then constant, then null.</summary>
public abstract record ColumnMask
{
    private protected ColumnMask()
    {
    }

    /// <summary>
    /// A keyed hash (HMAC-SHA256 with a secret of the workspace and the names of dataset and column): equal values stay equal within the column, in every version of the dataset, and nowhere else.
    /// Texts and categories become 32 hexadecimal digits, integers 63 bits, numbers an integer of 53 bits; missing stays missing. Flags and times cannot be hashed: so few values are told by how often they occur.
    /// Whoever can add rows to the dataset can see what a value of their choice becomes.
    /// </summary>
    public static ColumnMask Hash { get; } = new HashMask();

    /// <summary>Every row is missing.</summary>
    public static ColumnMask Null { get; } = new NullMask();

    /// <summary>Every row, missing ones included, holds the same value.</summary>
    /// <param name="value">The value as text, by the invariant culture; it must be one of the column's type.</param>
    public static ColumnMask Constant(string value) => new ConstantMask(value ?? throw new ArgumentNullException(nameof(value)));

    /// <summary>Of texts and categories only the first and last characters are left, with <c>***</c> between them, however long the rest was. A text that is not longer than what would be left becomes <c>***</c>. Missing stays missing.</summary>
    /// <param name="first">How many characters are left at the beginning, 0 to 100.</param>
    /// <param name="last">How many characters are left at the end, 0 to 100.</param>
    public static ColumnMask Partial(int first = 0, int last = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, 100);
        ArgumentOutOfRangeException.ThrowIfNegative(last);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(last, 100);
        return new PartialMask(first, last);
    }

    /// <summary>Numbers and integers are lowered to a multiple of a step. Missing, NaN and the infinities stay.</summary>
    /// <param name="step">The step, above 0; for integers a whole number.</param>
    public static ColumnMask Rounded(double step)
    {
        if (!(step > 0) || double.IsInfinity(step)) throw new ArgumentOutOfRangeException(nameof(step), step, "The step is a number above 0.");
        return new RoundedMask(step);
    }

    /// <summary>The place in which it is applied among others.</summary>
    internal abstract int Order { get; }

    /// <summary>The masked column.</summary>
    /// <exception cref="RowFilterException">The column cannot be masked this way.</exception>
    internal abstract Column Apply(Column column, MaskKey key);

    private protected static RowFilterException Unfit(Column column, string what) =>
        new($"column {Extensibility.ErrorText.Show(column.Name)} holds {column.Type} values, and {what}; mask it with Null or Constant");

    internal static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
