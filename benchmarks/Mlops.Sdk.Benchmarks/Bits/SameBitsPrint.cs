using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Benchmarks.Bits;

/// <summary>Prints a hash of what every stage and report makes of the same data and seed. Two processes on any number of threads print the same lines; <c>benchmarks/same-bits.sh</c> compares some.</summary>
internal static class SameBitsPrint
{
    private const int Rows = 3001;

    private static readonly Dataset[] s_tables = [ContractData.Mixed(Rows), ContractData.Mixed(Rows, withMissing: false), ContractData.Numeric(Rows), ContractData.Regression(Rows), ContractData.Counts(Rows)];

    public static int Run(int threads)
    {
        var context = new RunContext { Seed = 11, MaxThreads = threads, Time = new FixedTime() };
        foreach ((string name, Stage stage) in DefaultStages().Concat(SameBitsCases.Stages)) Print($"{stage.Kind} {name}", () => OfStage(stage, context));
        foreach ((string name, Func<RunContext, Report> report) in SameBitsCases.Reports(s_tables[1], s_tables[0])) Print($"report {name}", () => Hash(Encoding.UTF8.GetBytes(report(context).ToJson())));
        foreach ((string name, Func<RunContext, byte[]> numbers) in SameBitsCases.Numbers(s_tables[1])) Print($"numbers {name}", () => Hash(numbers(context)));
        return 0;
    }

    private static IEnumerable<(string Name, Stage Stage)> DefaultStages() =>
        from assembly in (Assembly[])[typeof(BoostingTrainer).Assembly, typeof(LightGbmTrainer).Assembly, typeof(MissingImputer).Assembly, typeof(FeatureSelector).Assembly]
        from type in StepContract.FindStages(assembly)
        where type.GetConstructors().Any(constructor => constructor.GetParameters().All(parameter => parameter.IsOptional))
        select ("default", StepContract.Create(type));

    private static string OfStage(Stage stage, RunContext context)
    {
        Pipeline pipeline = stage is PostStep ? Pipeline.Empty.TrainBoosting(new() { TreeCount = 5, LeafCount = 6 }).Add(stage) : Pipeline.Empty.Add(stage);
        var found = new List<string>();
        foreach (Dataset data in s_tables)
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

    private static void Print(string name, Func<string> hash)
    {
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
