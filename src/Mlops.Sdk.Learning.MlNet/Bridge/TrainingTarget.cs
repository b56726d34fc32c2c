namespace Mlops.Sdk;

/// <summary>What the native learners see as label.</summary>
internal enum TargetKind
{
    /// <summary>No label, as when a fitted model is checked.</summary>
    None,

    /// <summary>False or true.</summary>
    Binary,

    /// <summary>One of several classes.</summary>
    Multiclass,

    /// <summary>A number.</summary>
    Regression,
}

/// <summary>The labels of the training rows.</summary>
/// <param name="Kind">Which form they take.</param>
/// <param name="Values">0 or 1, the code of the class, or the number.</param>
/// <param name="ClassCount">Number of classes; 0 in regression.</param>
internal sealed record TrainingTarget(TargetKind Kind, float[] Values, int ClassCount)
{
    public static TrainingTarget None { get; } = new(TargetKind.None, [], 0);

    /// <summary>One class against the rest.</summary>
    public TrainingTarget OneVersusRest(int code) => new(TargetKind.Binary, Array.ConvertAll(Values, value => value == code ? 1f : 0f), 2);
}
