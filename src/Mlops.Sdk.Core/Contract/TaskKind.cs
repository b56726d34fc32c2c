namespace Mlops.Sdk;

/// <summary>What is predicted.</summary>
public enum TaskKind
{
    /// <summary>One of two classes. The last class is the positive one.</summary>
    Binary,

    /// <summary>One of three or more classes.</summary>
    Multiclass,

    /// <summary>A number.</summary>
    Regression,
}
