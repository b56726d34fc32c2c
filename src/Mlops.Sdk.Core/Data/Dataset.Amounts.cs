using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class Dataset
{
    /// <summary>
    /// The dataset with a column of texts or categories read as numbers as people write them: groups of thousands (<c>1,234,567</c>, <c>1 234</c>, <c>1'234</c>), amounts of money (<c>$1,200.50</c>, <c>1.200,50 €</c>, <c>CHF 12</c>),
    /// percentages (<c>12.5%</c> becomes 0.125), negative numbers with a sign before or after or in parentheses. Infinity and NaN are not read. A column of numbers stays as it is.
    /// </summary>
    /// <param name="column">The column; it keeps its place and role. Missing stays missing.</param>
    /// <param name="decimalMark">What stands before the fraction: a point or a comma. The other one groups thousands, and groups have three digits (two above the last in the Indian way), so that <c>1,5</c> is never read as 15.</param>
    /// <param name="onBadValue">What is done with a text that is no such number.</param>
    /// <exception cref="ArgumentException">There is no such column, it is of flags or timestamps, or the decimal mark is another character.</exception>
    /// <exception cref="MlopsException">A text is no such number (MLO1039) and <paramref name="onBadValue"/> is <see cref="BadValueHandling.Error"/>; names row and value.</exception>
    public Dataset ParseNumbers(string column, char decimalMark = '.', BadValueHandling onBadValue = BadValueHandling.Error)
    {
        if (decimalMark is not ('.' or ',')) throw new ArgumentException($"The decimal mark is '{decimalMark}'; it is a point or a comma.", nameof(decimalMark));
        Column source = this[column];
        if (source.Type is ColumnType.Number or ColumnType.Integer) return this;
        if (source.Type is not (ColumnType.Text or ColumnType.Category)) throw new ArgumentException($"Column '{column}' is {source.Type}; texts and categories can be read as numbers.", nameof(column));
        var values = new double[RowCount];
        var known = new Dictionary<string, double?>(StringComparer.Ordinal);
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = double.NaN;
            if (source.IsMissing(row)) continue;
            string text = source.GetText(row);
            if (!known.TryGetValue(text, out double? number))
            {
                number = AmountText.Parse(text, decimalMark);
                if (source is CategoryColumn) known[text] = number;
            }

            if (number is null && onBadValue == BadValueHandling.Error)
                throw new MlopsException("MLO1039", $"Column '{column}' has {ErrorText.Show(text)} in row {row.ToString(System.Globalization.CultureInfo.InvariantCulture)}, which is no number with the decimal mark '{decimalMark}'. Correct it, give decimalMark: '{(decimalMark == '.' ? ',' : '.')}', or set onBadValue to BadValueHandling.Missing.");
            values[row] = number ?? double.NaN;
        }

        return With(new NumberColumn(column, values));
    }
}
