using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Testing;

internal static class ResamplerChecks
{
    public static void Run(ContractChecks checks, Resampler resampler, Dataset train)
    {
        Resampled first = resampler.Resample(train, SavedState.Context());
        checks.Check("resampling does not change its input", () => StepChecks.Same(train, StepChecks.Unchanged(train, () => resampler.Resample(train, SavedState.Context()))));
        checks.Check("the same seed gives the same rows on one thread and on four", () =>
        {
            StepChecks.Same(first.Data, resampler.Resample(train, SavedState.Context(threads: 1)).Data);
            StepChecks.Same(first.Data, resampler.Resample(train, SavedState.Context(threads: 4)).Data);
        });
        PlaceChecks.Run(checks, train, moved => StepChecks.Same(first.Data, resampler.Resample(moved, SavedState.Context()).Data));
        checks.Check("a culture does not change the rows", () => StepChecks.Same(first.Data, ContractChecks.InCulture("tr-TR", () => resampler.Resample(train, SavedState.Context()).Data)));
        checks.Check("the columns are those told before", () =>
        {
            string[] told = [.. resampler.Propagate(train.Schema).Select(field => $"{field.Name}:{field.Type}")], got = [.. first.Data.Schema.Select(field => $"{field.Name}:{field.Type}")];
            ContractChecks.Require(told.SequenceEqual(got), $"told {string.Join(", ", told)}; got {string.Join(", ", got)}");
        });
        checks.Check("no class is lost", () =>
        {
            if (train.Label is null) return;
            ContractChecks.Require(LabelData.Read(first.Data).Classes.SequenceEqual(LabelData.Read(train).Classes), "a class is gone");
        });
        checks.Check("strange data is defined", () =>
        {
            foreach (Dataset strange in StrangeData.Of(train)) ContractChecks.Allows(() => StepChecks.Rendered(resampler.Resample(strange, SavedState.Context()).Report));
        });
        checks.Check("permuted labels yield no gain", () =>
        {
            if (train.Label is null) return;
            Dataset plain = train.Drop(train.Features.Where(column => column is TextColumn or TimestampColumn).Select(column => column.Name));
            GainChecks.Model(Pipeline.Empty.Add(resampler).TrainBoosting(new() { TreeCount = 10, LeafCount = 6 }), plain);
        });
        WorkChecks.Run(checks, resampler, train, (data, context, cancellation) => resampler.Resample(data, context, cancellation).Report);
        checks.Check("the report shows itself", () => StepChecks.Rendered(first.Report));
    }
}
