using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Finds the vectors of a table: those that the options name, and those that the names of columns tell.</summary>
internal static class VectorGroups
{
    /// <summary>Fewer numbered columns are not taken for a vector unless the options say so.</summary>
    private const int LeastNumbered = 8;

    /// <summary>The vectors, with the places of their columns.</summary>
    /// <exception cref="ArgumentException">A column is not there or no number, or a vector has fewer than two.</exception>
    public static (string Name, int[] Columns)[] Of(Schema schema, ProfileOptions options)
    {
        List<(string Name, int[] Columns)> groups = [.. options.Vectors.Select(vector => (vector.Name, Declared(schema, vector)))];
        HashSet<int> taken = [.. groups.SelectMany(group => group.Columns)];
        if (options.FindVectors)
        {
            groups.AddRange(Enumerable.Range(0, schema.Count).Where(i => !taken.Contains(i) && schema[i] is { IsNumeric: true, Role: ColumnRole.Feature }).Select(i => (Index: i, Dot: schema[i].Name.LastIndexOf('.')))
                .Where(one => one.Dot > 0).GroupBy(one => schema[one.Index].Name[..one.Dot], StringComparer.Ordinal).Select(group => (group.Key, Columns: group.Select(one => one.Index).ToArray()))
                .Where(group => group.Columns.Length >= LeastNumbered && IsNumbered(schema, group.Key, group.Columns)));
        }

        return [.. groups];
    }

    private static bool IsNumbered(Schema schema, string name, int[] columns)
    {
        for (int i = 0; i < columns.Length; i++)
            if (schema[columns[i]].Name[(name.Length + 1)..] != i.ToString(CultureInfo.InvariantCulture)) return false;
        return true;
    }

    private static int[] Declared(Schema schema, VectorColumns vector)
    {
        int[] columns = vector.Columns.Count > 0
            ? [.. vector.Columns.Select(name => schema.IndexOf(name) is >= 0 and var index ? index : throw new ArgumentException($"{nameof(ProfileOptions.Vectors)} names the column '{name}' of '{vector.Name}', which is not there.{(schema.NearestName(name) is { } near ? $" Did you mean '{near}'?" : "")}", nameof(vector)))]
            : [.. Enumerable.Range(0, schema.Count).Where(i => schema[i].Name.StartsWith(vector.Start, StringComparison.Ordinal))];
        if (columns.Length < 2) throw new ArgumentException($"The vector '{vector.Name}' has {columns.Length} columns{(vector.Columns.Count == 0 ? $" that begin with '{vector.Start}'" : "")}; a vector has at least two.", nameof(vector));
        return Array.Find(columns, column => !schema[column].IsNumeric) is var wrong && Array.Exists(columns, column => !schema[column].IsNumeric)
            ? throw new ArgumentException($"The column '{schema[wrong].Name}' of the vector '{vector.Name}' holds {schema[wrong].Type} values; components are numbers.", nameof(vector))
            : columns;
    }
}
