using System.Text.Json.Nodes;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Evaluation;

/// <summary>Two tables compared by their profiles; and how often two random halves of one table are told to differ.</summary>
internal static class CompareVerb
{
    /// <summary>compare BEFORE AFTER [--label C] [--html H]: ends with 3 when there is a finding of severity warning or error.</summary>
    public static JsonResult Run(Arguments arguments, CancellationToken cancellationToken)
    {
        DataSource first = Table.Open(arguments, arguments.Positional(0, "a file"), arguments.Text("label"), cancellationToken);
        DataSource second = Table.Open(arguments, arguments.Positional(1, "a second file"), arguments.Text("label"), cancellationToken);
        ProfileComparison comparison = first.Profile(cancellationToken: cancellationToken).Compare(second.Profile(cancellationToken: cancellationToken), cancellationToken: cancellationToken);
        Console.WriteLine(comparison);
        if (arguments.Text("html") is { } html) comparison.SaveHtml(html);
        var result = new JsonResult { ExitCode = comparison.Findings.Any(finding => finding.Severity > Severity.Info) ? ValidateVerb.ChecksFailed : 0 };
        result.Set("rows_before", comparison.Before.RowCount);
        result.Set("rows_after", comparison.After.RowCount);
        result.Set("columns", JsonResult.Array(comparison.Columns.Select(column => (JsonNode?)new JsonObject
        {
            ["name"] = column.Name,
            ["difference"] = JsonResult.Number(column.Difference),
            ["distance"] = JsonResult.Number(column.Distance?.Distance),
            ["noise"] = JsonResult.Number(column.Distance?.Noise),
            ["stability_index"] = JsonResult.Number(column.Distance?.StabilityIndex),
            ["missing_change"] = JsonResult.Number(column.MissingChange),
            ["mean_shift"] = JsonResult.Number(column.MeanShift),
        })));
        result.Set("findings", JsonResult.Array(comparison.Findings.Select(ProfileVerb.Describe)));
        return result;
    }

    /// <summary>compare-calibration FILE [--label C] [--repeats R] [--rows N] [--fraction P]: random parts of the same rows, where every finding is false.</summary>
    public static JsonResult Calibrate(Arguments arguments, CancellationToken cancellationToken)
    {
        Dataset data = Table.Read(arguments, arguments.Positional(0, "a file"), arguments.Text("label"), cancellationToken);
        int repeats = (int)arguments.Number("repeats", 100), rows = (int)Math.Min(arguments.Number("rows", data.RowCount), data.RowCount), cut = (int)(rows * arguments.Number("fraction", 0.5));
        (int any, int warnings, long findings) = (0, 0, 0);
        var codes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < repeats; i++)
        {
            Dataset shuffled = data.Shuffle(RandomStream.For(arguments.Seed, $"compare-calibration {i}").NextUInt64()).Slice(0, rows);
            ProfileComparison comparison = shuffled.Slice(0, cut).Profile(cancellationToken: cancellationToken).Compare(shuffled.Slice(cut, rows - cut).Profile(cancellationToken: cancellationToken), new() { Silent = ["CMP010"] }, cancellationToken: cancellationToken);
            any += comparison.Findings.Count > 0 ? 1 : 0;
            warnings += comparison.Findings.Any(finding => finding.Severity > Severity.Info) ? 1 : 0;
            findings += comparison.Findings.Count;
            foreach (Finding finding in comparison.Findings)
            {
                codes[finding.Code] = codes.GetValueOrDefault(finding.Code) + 1;
                Console.WriteLine($"{i}: {finding.Code} {finding.Message}");
            }
        }

        Console.WriteLine($"{any} of {repeats} comparisons of random parts ({cut} and {rows - cut} rows, {data.ColumnCount} columns) have a finding, {warnings} one of severity warning or error.");
        var result = new JsonResult();
        result.Set("comparisons", repeats);
        result.Set("with_findings", any);
        result.Set("with_warnings", warnings);
        result.Set("findings", findings);
        result.Set("codes", new JsonObject(codes.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))));
        return result;
    }
}
