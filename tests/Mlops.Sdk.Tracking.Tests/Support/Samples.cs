namespace Mlops.Sdk.Tracking.Tests.Support;

internal static class Samples
{
    /// <summary>Options under which a workspace holds only what a test writes.</summary>
    public static WorkspaceOptions Options { get; } = new() { SourceCapture = SourceCapture.None };

    public static Dataset Data { get; } = new(new NumberColumn("x", new double[] { 1, 2, 3, 6 }), new NumberColumn("y", new double[] { 1, 0, 1, 0 }));

    public static Pipeline Pipeline { get; } = Pipeline.Empty.Add(new Center());

    public static FittedPipeline Model(RunContext? context = null) => Pipeline.Fit(Data, context);
}
