using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record IsolationForestMethod(int Trees, int SampleSize) : DetectionMethod
{
    internal override string Name => FormattableString.Invariant($"isolation forest, {Trees} trees of {SampleSize} rows");

    internal override bool UsesScale => false;

    internal override bool AcceptsMissing => true;

    internal override bool SeesConstant => false;

    internal override DetectionFit Fit(DetectionWork work) => work.Scored(Numerics.IsolationForest.Fit(work.Columns, Trees, SampleSize, work.Random, work.Parallel));
}

internal sealed record ExtendedIsolationForestMethod(int Trees, int SampleSize, int? Extension) : DetectionMethod
{
    internal override string Name => FormattableString.Invariant($"extended isolation forest, {Trees} trees of {SampleSize} rows");

    internal override bool UsesScale => true;

    internal override bool SeesConstant => false;

    internal override DetectionFit Fit(DetectionWork work) =>
        work.Scored(Numerics.ExtendedIsolationForest.Fit(work.Columns, Trees, SampleSize, Extension ?? work.Columns.Length - 1, work.Random, work.Parallel));
}
