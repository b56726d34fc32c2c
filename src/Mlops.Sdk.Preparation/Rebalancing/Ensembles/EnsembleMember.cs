using System.Text.Json.Serialization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What every bag of a balanced ensemble is learnt by: a trainer with its options.</summary>
/// <remarks>
/// Any trainer will do; it is written as its kind and options. A trainer of a package of the SDK that the application references is made again when options are read from JSON; of any other the options remember what it was, and have to be given the trainer before they fit.
/// Two are equal when kind and options are.
/// </remarks>
[JsonConverter(typeof(EnsembleMemberJsonConverter))]
public sealed class EnsembleMember : IEquatable<EnsembleMember>
{
    private EnsembleMember(string kind, string options, Trainer? trainer) => (Kind, OptionsJson, Trainer) = (kind, options, trainer);

    /// <summary>The kind of the trainer.</summary>
    public string Kind { get; }

    /// <summary>Its options as JSON.</summary>
    public string OptionsJson { get; }

    /// <summary>The trainer, or null where it was read from JSON and is none that can be made again.</summary>
    public Trainer? Trainer { get; }

    /// <summary>A trainer as a member.</summary>
    /// <param name="trainer">The trainer.</param>
    public static EnsembleMember FromTrainer(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        return new EnsembleMember(trainer.Kind, trainer.ToOptionsJson(), trainer);
    }

    /// <summary>A trainer as a member.</summary>
    /// <param name="trainer">The trainer.</param>
    public static implicit operator EnsembleMember(Trainer trainer) => FromTrainer(trainer);

    /// <inheritdoc/>
    public bool Equals(EnsembleMember? other) => other is not null && Kind == other.Kind && OptionsJson == other.OptionsJson;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EnsembleMember);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, OptionsJson);

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {OptionsJson}";

    internal static EnsembleMember Read(string kind, string options)
    {
        StageKinds kinds = StageKinds.CreateDefault();
        Trainer? trainer = kinds.CanMake(kind) ? kinds.MakeStage(kind, options) as Trainer : null;
        return trainer is null ? new EnsembleMember(kind, options, null) : FromTrainer(trainer);
    }
}
