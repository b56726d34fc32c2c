using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Benchmarks.Bits;

/// <summary>Prints a hash of what every stage and report makes of the same data and seed. Two processes on any number of threads print the same lines; <c>benchmarks/same-bits.sh</c> compares some.</summary>
internal static class SameBitsPrint
{
    /// <summary>Prints what a table of some rows gives.</summary>
    /// <param name="threads">How many threads work at once.</param>
    /// <param name="rows">How many rows the tables have.</param>
    /// <param name="name">What the name of a line has to contain; empty for all.</param>
    public static int Run(int threads, int rows, string name)
    {
        Dataset[] tables = [ContractData.Mixed(rows), ContractData.Mixed(rows, withMissing: false), ContractData.Numeric(rows), ContractData.Regression(rows), ContractData.Counts(rows)];
        var context = new RunContext { Seed = 11, MaxThreads = threads, Time = new FixedTime() };
        foreach ((string kind, Stage stage) in DefaultStages().Concat(SameBitsCases.Stages)) Print($"{stage.Kind} {kind}", name, () => OfStage(stage, tables, context));
        foreach ((string kind, Func<RunContext, Report> report) in SameBitsCases.Reports(tables[1], tables[0])) Print($"report {kind}", name, () => Hash(Encoding.UTF8.GetBytes(report(context).ToJson())));
        foreach ((string kind, Func<RunContext, byte[]> numbers) in SameBitsCases.Numbers(tables[1])) Print($"numbers {kind}", name, () => Hash(numbers(context)));
        return 0;
    }

    private static IEnumerable<(string Name, Stage Stage)> DefaultStages() =>
        from assembly in (Assembly[])[typeof(BoostingTrainer).Assembly, typeof(LightGbmTrainer).Assembly, typeof(MissingImputer).Assembly, typeof(FeatureSelector).Assembly]
        from type in StepContract.FindStages(assembly)
        where type.GetConstructors().Any(constructor => constructor.GetParameters().All(parameter => parameter.IsOptional))
        select ("default", StepContract.Create(type));

    private static string OfStage(Stage stage, Dataset[] tables, RunContext context)
    {
        Pipeline pipeline = stage is PostStep ? Pipeline.Empty.TrainBoosting(new() { TreeCount = 5, LeafCount = 6 }).Add(stage) : Pipeline.Empty.Add(stage);
        var found = new List<string>();
        foreach (Dataset data in tables)
        {
            try
            {
                if (stage is Resampler resampler)
                {
                    found.Add(resampler.Resample(data, context).Data.Fingerprint().Root);
                    continue;
                }

                FittedPipeline model = pipeline.Fit(data, context);
                using var saved = new MemoryStream();
                model.Save(saved);
                found.Add($"{Hash(saved.ToArray())} {(model.Predictor is null ? model.Transform(data) : model.Score(data).ToDataset()).Fingerprint().Root} {Hash(Encoding.UTF8.GetBytes(string.Concat(model.Reports.Select(report => report.ToJson()))))}");
            }
            catch (Exception refusal) when (refusal is MlopsException or ArgumentException)
            {
                found.Add(refusal.GetType().Name);
            }
        }

        return Hash(Encoding.UTF8.GetBytes(string.Join('\n', found)));
    }

    private static void Print(string name, string wanted, Func<string> hash)
    {
        if (!name.Contains(wanted, StringComparison.Ordinal)) return;
        string found;
        try
        {
            found = hash();
        }
        catch (Exception error) when (error is MlopsException or ArgumentException)
        {
            found = error.Message;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {found}"));
    }

    private static string Hash(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes).AsSpan(0, 8));

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override long GetTimestamp() => 0;
    }
}
