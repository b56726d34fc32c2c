using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Mlops.Sdk.Benchmarks.Scoring;

/// <summary>What one row through a whole pipeline costs, given in each of the forms that scoring takes.</summary>
internal static class RowCost
{
    private const int Rows = 1000;
    private const int Calls = 20_000;

    public static async Task RunAsync()
    {
        (FittedPipeline model, Dataset data) = AdultModel.Fit();
        Dataset rows = data.Head(Rows);
        double[] expected = model.Score(rows).ProbabilitiesOf();
        IReadOnlyDictionary<string, object?>[] dictionaries = [.. Enumerable.Range(0, Rows).Select(row => rows.Row(row).ToDictionary())];
        string[] texts = [.. dictionaries.Select(row => "{" + string.Join(",", row.Select(pair => $"\"{pair.Key}\":{Json(pair.Value)}")) + "}")];
        JsonElement[] elements = [.. texts.Select(text => JsonDocument.Parse(text).RootElement)];
        Dataset[] slices = [.. Enumerable.Range(0, Rows).Select(row => rows.Slice(row, 1))];
        Person[] people = [.. Enumerable.Range(0, Rows).Select(row => Person.Of(rows.Row(row)))];

        string folder = Directory.CreateTempSubdirectory("mlops-row-").FullName;
        await using (Workspace workspace = await Workspace.OpenAsync(folder))
            await workspace.Models.RegisterAsync("income", model);
        await using ServiceProvider services = Provide(folder);
        var scorer = services.GetRequiredService<IScorer<Person, Answer>>();

        Console.WriteLine($"model: {model}");
        Measure("dictionary", expected, row => model.Score(dictionaries[row]).Score);
        Measure("JSON element", expected, row => model.Score(elements[row]).Score);
        Measure("JSON text", expected, row => model.ScoreJson(texts[row]).Score);
        Measure("object (IScorer)", expected, row => scorer.Score(people[row]).Probability);
        Measure("dataset of one row", expected, row => model.Score(slices[row])[0].Score);
    }

    private static ServiceProvider Provide(string folder)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMlops(new() { Workspace = folder }).AddScorer<Person, Answer>("income/1");
        return services.BuildServiceProvider();
    }

    private static string Json(object? value) => value is string text ? JsonSerializer.Serialize(text, BenchmarkJson.Default.String) : Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } number ? number : "null";

    private static void Measure(string name, double[] expected, Func<int, double> score)
    {
        int wrong = 0;
        for (int call = 0; call < Calls; call++)
            if (score(call % Rows) != expected[call % Rows]) wrong++;
        var times = new double[Calls];
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        for (int call = 0; call < Calls; call++)
        {
            long start = Stopwatch.GetTimestamp();
            score(call % Rows);
            times[call] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-20} p50 {times[Calls / 2]:F1} us, p99 {times[Calls * 99 / 100]:F1} us, {bytes / Calls} bytes a row; {wrong} of {Calls} differ from the batch"));
    }
}
