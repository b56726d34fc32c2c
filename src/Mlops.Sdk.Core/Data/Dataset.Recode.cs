namespace Mlops.Sdk;

public sealed partial class Dataset
{
    /// <summary>The dataset with a column as a category, its values passed through a function: for labels that are spelt differently in two files, for merging levels, for codes that are names.</summary>
    /// <param name="column">The column; a number or a flag is given to the function as its text.</param>
    /// <param name="map">From a value to its level; null makes it missing. Called once for each distinct value. Null keeps every value.</param>
    /// <param name="positive">The level to put last, which makes it the positive class of a two-class label.</param>
    /// <exception cref="ArgumentException">There is no such column, or no such positive level; the message gives the levels.</exception>
    public Dataset Recode(string column, Func<string, string?>? map = null, string? positive = null)
    {
        Column source = this[column];
        var known = new Dictionary<string, string?>(StringComparer.Ordinal);
        var values = new string?[RowCount];
        for (int row = 0; row < values.Length; row++)
        {
            if (source.IsMissing(row)) continue;
            string text = source.GetText(row);
            if (!known.TryGetValue(text, out string? level)) known[text] = level = map is null ? text : map(text);
            values[row] = level;
        }

        CategoryColumn recoded = CategoryColumn.FromValues(column, values);
        if (positive is not null)
        {
            if (recoded.Levels.IndexOf(positive) < 0)
                throw new ArgumentException($"'{positive}' is no level of '{column}'. Levels: {recoded.Levels}.", nameof(positive));
            recoded = recoded.WithLevels(new CategoryLevels([.. recoded.Levels.Names.Remove(positive), positive]));
        }

        return With(recoded);
    }
}
