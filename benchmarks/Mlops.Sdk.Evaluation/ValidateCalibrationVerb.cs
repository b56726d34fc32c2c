using System.Globalization;
using System.Text.Json.Nodes;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Evaluation;

/// <summary>How suggested rules do on rows that they have not seen: how often the other half of a clean table keeps them all, and how often mistakes planted in it are found.</summary>
internal static class ValidateCalibrationVerb
{
    private static readonly string[] s_endings = [".csv", ".tsv", ".data"];

    public static JsonResult Run(Arguments arguments, CancellationToken cancellationToken)
    {
        string[] files = Files(arguments.Positional(0, "a file or a folder of tables"));
        int repeats = (int)arguments.Number("repeats", 20), most = (int)arguments.Number("rows", 5000);
        double share = arguments.Number("share", 0.05);
        var tables = new List<Tally>();
        foreach (string file in files)
        {
            Dataset data = Dataset.FromCsv(file, new() { HasHeader = null, OnDuplicateNames = DuplicateNameHandling.Number }, cancellationToken);
            if (data.RowCount > most) data = data.Sample(most, arguments.Seed);
            var tally = new Tally(Path.GetFileName(file), data.RowCount, data.ColumnCount);
            for (int repeat = 0; repeat < repeats; repeat++) Try(data, tally, share, RandomStream.For(arguments.Seed, $"{tally.Name} {repeat}"), cancellationToken);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tally.Name,-34} {tally.Rows,6} x {tally.Columns,3}  {(double)tally.Rules / repeats,6:F1} rules  kept by {tally.Passed}/{tally.Tried}  found {tally.Found.Values.Sum(found => found.Caught)}/{tally.Found.Values.Sum(found => found.Made)}  {string.Join("; ", tally.Broken.Distinct().Take(3))}"));
            tables.Add(tally);
        }

        var kinds = Plant.All.Select(plant => (plant.Name, Made: tables.Sum(table => table.Found.GetValueOrDefault(plant.Name).Made), Caught: tables.Sum(table => table.Found.GetValueOrDefault(plant.Name).Caught))).ToArray();
        foreach ((string name, int made, int caught) in kinds) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-28} {caught,5} of {made,5}  {(double)caught / made,6:P1}"));
        int passed = tables.Sum(table => table.Passed), tried = tables.Sum(table => table.Tried), allMade = kinds.Sum(kind => kind.Made), allCaught = kinds.Sum(kind => kind.Caught);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"clean halves that kept every rule: {passed} of {tried} ({(double)passed / tried:P1}); planted mistakes found: {allCaught} of {allMade} ({(double)allCaught / allMade:P1})"));
        var result = new JsonResult();
        result.Set("pass_rate", (double)passed / tried);
        result.Set("catch_rate", (double)allCaught / allMade);
        result.Set("halves", tried);
        result.Set("tables", JsonResult.Array(tables.Select(table => (JsonNode?)new JsonObject
        {
            ["table"] = table.Name, ["rows"] = table.Rows, ["columns"] = table.Columns, ["rules"] = (double)table.Rules / repeats, ["passed"] = table.Passed, ["tried"] = table.Tried, ["broken"] = JsonResult.Texts(table.Broken.Distinct()),
        })));
        result.Set("mistakes", JsonResult.Array(kinds.Select(kind => (JsonNode?)new JsonObject { ["mistake"] = kind.Name, ["planted"] = kind.Made, ["found"] = kind.Caught })));
        return result;
    }

    private static void Try(Dataset data, Tally tally, double share, RandomStream random, CancellationToken cancellationToken)
    {
        int[] rows = random.Permutation(data.RowCount);
        int[] first = rows[..(rows.Length / 2)], second = rows[(rows.Length / 2)..];
        Array.Sort(first);
        Array.Sort(second);
        Dataset known = data.Take(first), next = data.Take(second);
        DataRules rules = DataRules.Suggest(known, new() { BatchRows = Math.Min(1000, next.RowCount) }, cancellationToken: cancellationToken).Rules;
        string[] broken = [.. rules.Validate(next, cancellationToken: cancellationToken).Failures.Select(failure => failure.Rule.Name)];
        tally.Rules += rules.Rules.Length;
        tally.Tried++;
        if (broken.Length == 0) tally.Passed++;
        tally.Broken.AddRange(broken);
        bool[] hit = [.. Enumerable.Range(0, next.RowCount).Select(_ => random.NextDouble() < share)];
        foreach (Plant plant in Plant.All)
        {
            Column[] suited = [.. next.Columns.Where(plant.Suits)];
            if (suited.Length == 0) continue;
            string name = suited[random.NextInt32(suited.Length)].Name;
            Dataset planted = plant.Make(next, name, hit);
            if (ReferenceEquals(planted, next)) continue;
            // Only what the clean half had not broken counts as found.
            bool caught = rules.Validate(planted, cancellationToken: cancellationToken).Failures.Any(failure => !broken.Contains(failure.Rule.Name));
            (int made, int found) = tally.Found.GetValueOrDefault(plant.Name);
            tally.Found[plant.Name] = (made + 1, found + (caught ? 1 : 0));
        }
    }

    private static string[] Files(string path)
    {
        if (File.Exists(path)) return [path];
        if (!Directory.Exists(path)) throw new DirectoryNotFoundException($"There is no file or folder '{path}'. Give a CSV file or a folder of such.");
        string[] files = [.. Directory.GetFiles(path, "*", SearchOption.AllDirectories).Where(file => s_endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase) && !file.Contains("splits", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new ArgumentException($"No file in '{path}' ends with {string.Join(", ", s_endings)}.");
    }

    private sealed class Tally(string name, int rows, int columns)
    {
        public string Name { get; } = name;

        public int Rows { get; } = rows;

        public int Columns { get; } = columns;

        public int Tried { get; set; }

        public int Passed { get; set; }

        public int Rules { get; set; }

        public List<string> Broken { get; } = [];

        public Dictionary<string, (int Made, int Caught)> Found { get; } = new(StringComparer.Ordinal);
    }
}
