namespace Mlops.Sdk;

/// <summary>What people say on a model card, beside what the workspace knows.</summary>
public sealed record ModelCardOptions
{
    /// <summary>What the model does, in a few sentences.</summary>
    /// <value>Null: the description of the version or of its model (<see cref="ModelRegistry.DescribeAsync"/>), if there is one.</value>
    public string? Overview { get; init; }

    /// <summary>What it is for: question, decision and owner are shown.</summary>
    /// <value>Null: that of the experiment whose run made the version (<see cref="RunIndex.SetProblemAsync"/>); nothing where it has none.</value>
    public Problem? Problem { get; init; }

    /// <summary>Who answers for it.</summary>
    /// <value>The owner of <see cref="Problem"/>.</value>
    public ValueList<string> Owners { get; init; } = [];

    /// <summary>What it may be used for.</summary>
    /// <value>Empty.</value>
    public ValueList<string> UseCases { get; init; } = [];

    /// <summary>Where it must not be trusted.</summary>
    /// <value>Empty.</value>
    public ValueList<string> Limitations { get; init; } = [];
}
