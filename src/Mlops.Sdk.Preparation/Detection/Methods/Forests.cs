using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record IsolationForestMethod(int Trees, int SampleSize) : DetectionMethod
{
    public int Trees { get; init; } = Valid.Within(Trees, 1, 10_000, nameof(Trees));

    public int SampleSize { get; init; } = Valid.Within(SampleSize, 2, 16_384, nameof(SampleSize));

    protected internal override string Name => FormattableString.Invariant($"isolation forest, {Trees} trees of {SampleSize} rows");

    protected internal override bool UsesScale => false;

    protected internal override bool AcceptsMissing => true;

    protected internal override bool SeesConstant => false;

    protected internal override DetectionFit Fit(DetectionWork work) => work.Scored(Numerics.IsolationForest.Fit(work.Columns, Trees, SampleSize, work.Random, work.Parallel));
}

internal sealed record ExtendedIsolationForestMethod(int Trees, int SampleSize, int? Extension = null) : DetectionMethod
{
    public int Trees { get; init; } = Valid.Within(Trees, 1, 10_000, nameof(Trees));

    public int SampleSize { get; init; } = Valid.Within(SampleSize, 2, 16_384, nameof(SampleSize));

    public int? Extension { get; init; } = Extension is { } chosen ? Valid.Within(chosen, 0, 1 << 20, nameof(Extension)) : null;

    protected internal override string Name => FormattableString.Invariant($"extended isolation forest, {Trees} trees of {SampleSize} rows");

    protected internal override bool UsesScale => true;

    protected internal override bool SeesConstant => false;

    protected internal override DetectionFit Fit(DetectionWork work) =>
        work.Scored(Numerics.ExtendedIsolationForest.Fit(work.Columns, Trees, SampleSize, Extension ?? work.Columns.Length - 1, work.Random, work.Parallel));
}
