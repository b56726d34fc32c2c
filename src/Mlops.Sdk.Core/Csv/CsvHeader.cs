using System.Collections.Immutable;
using System.Text;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Names, declared types and roles of the columns.</summary>
internal static class CsvHeader
{
    /// <summary>Whether a first record can be column names: no number, timestamp or null spelling.</summary>
    public static bool LooksLikeHeader(string[] fields, CsvOptions options)
    {
        var times = new CsvTimestamps(options.TimestampFormats);
        foreach (string field in fields)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(field);
            if (options.NullSpellings.Contains(field) || CsvNumbers.TryNumber(utf8, (byte)options.DecimalMark, out _) != CsvNumberForm.None || times.TryParse(utf8, out _)) return false;
        }

        return true;
    }

    /// <summary>The names of a file without a header: those of the options, otherwise c0, c1...</summary>
    public static string[] Given(CsvInput input, int fields, CsvOptions options)
    {
        if (options.ColumnNames.Count == 0) return [.. Enumerable.Range(0, fields).Select(i => $"c{i}")];
        if (options.ColumnNames.Count != fields)
            throw new MlopsException("MLO1501", $"{input.Name}: ColumnNames has {options.ColumnNames.Count} names and the first record has {fields} fields. Give one name for each field.");
        return [.. options.ColumnNames];
    }

    public static string[] Names(CsvInput input, string[] fields, CsvOptions options)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = new string[fields.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            string name = fields[i];
            if (options.OnDuplicateNames == DuplicateNameHandling.Number)
            {
                if (name.Length == 0) name = $"c{i}";
                for (int number = 2; places.ContainsKey(name) || (name != fields[i] && Array.IndexOf(fields, name) >= 0); number++)
                    name = $"{(fields[i].Length == 0 ? $"c{i}" : fields[i])}_{number}";
            }
            else if (name.Length == 0)
            {
                throw new MlopsException("MLO1501", $"{input.Name}: field {i + 1} of the header has no name. Name it in the file, or set OnDuplicateNames = DuplicateNameHandling.Number to call it 'c{i}'.");
            }

            if (!places.TryAdd(name, i))
                throw new MlopsException("MLO1501", $"{input.Name}: fields {places[name] + 1} and {i + 1} of the header are both named {CsvFault.Show(Encoding.UTF8.GetBytes(name))}. Rename one in the file, or set OnDuplicateNames = DuplicateNameHandling.Number.");
            names[i] = name;
        }

        return names;
    }

    public static ImmutableArray<CsvColumnPlan> Plan(string[] names, CsvOptions options)
    {
        var known = names.ToHashSet(StringComparer.Ordinal);
        var roles = new Dictionary<string, ColumnRole>(StringComparer.Ordinal);
        Give(options.Label, ColumnRole.Label, nameof(CsvOptions.Label));
        Give(options.Id, ColumnRole.Id, nameof(CsvOptions.Id));
        Give(options.Weight, ColumnRole.Weight, nameof(CsvOptions.Weight));
        Give(options.Group, ColumnRole.Group, nameof(CsvOptions.Group));
        Give(options.Time, ColumnRole.Time, nameof(CsvOptions.Time));
        foreach (string ignored in options.Ignore) Give(ignored, ColumnRole.Ignored, nameof(CsvOptions.Ignore));
        foreach (string typed in options.Types.Keys) Require(typed, nameof(CsvOptions.Types));

        return [.. names.Select(name => new CsvColumnPlan(name, DeclaredType(name, options), RoleOf(name)))];

        void Give(string? name, ColumnRole role, string option)
        {
            if (name is null) return;
            Require(name, option);
            if (!roles.TryAdd(name, role) && roles[name] != role)
                throw new ArgumentException($"Column '{name}' is given as {roles[name]} and as {option}. A column has one role.", option);
        }

        void Require(string name, string option)
        {
            if (known.Contains(name)) return;
            string near = NearestNames.Find(name, names) is { } found ? $" Did you mean '{found}'?" : "";
            throw new ArgumentException($"CsvOptions.{option} names column '{name}', which the file does not have.{near} Columns: {string.Join(", ", names.Take(20))}{(names.Length > 20 ? ", ..." : "")}.", option);
        }

        ColumnRole RoleOf(string name)
        {
            if (roles.TryGetValue(name, out ColumnRole role)) return role;
            ColumnRole declared = options.Schema is { } schema && schema.IndexOf(name) is var index and >= 0 ? schema[index].Role : ColumnRole.Feature;
            bool single = declared is ColumnRole.Label or ColumnRole.Weight or ColumnRole.Group or ColumnRole.Time;
            return single && roles.ContainsValue(declared) ? ColumnRole.Ignored : declared;
        }
    }

    private static ColumnType? DeclaredType(string name, CsvOptions options)
    {
        if (options.Types.TryGetValue(name, out ColumnType type)) return type;
        return options.Schema is { } schema && schema.IndexOf(name) is var index and >= 0 ? schema[index].Type : null;
    }
}
