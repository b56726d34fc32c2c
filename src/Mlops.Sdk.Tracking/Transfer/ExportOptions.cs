namespace Mlops.Sdk;

/// <summary>What <see cref="Workspace.ExportAsync(string, ExportOptions, CancellationToken)"/> takes along. Runs bring the runs they are nested in and those nested in them, models the runs that made their versions, and all of them their files.</summary>
public sealed record ExportOptions
{
    /// <summary>All runs and models.</summary>
    public static ExportOptions Everything { get; } = new() { Runs = RunFilter.All(), AllModels = true };

    /// <summary>Which runs.</summary>
    /// <value>Null: those that the models came from, and no others.</value>
    public RunFilter? Runs { get; init; }

    /// <summary>Which models, by name, with all their versions: numbers have no gaps.</summary>
    /// <value>Empty.</value>
    public ValueList<string> Models { get; init; } = [];

    /// <summary>Whether all models are taken along.</summary>
    /// <value>False: those of <see cref="Models"/>.</value>
    public bool AllModels { get; init; }
}
