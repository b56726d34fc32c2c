namespace Mlops.Sdk;

/// <summary>One thing that is wrong in a workspace.</summary>
/// <param name="Kind">What sort of damage.</param>
/// <param name="Place">Where: the artifact, the model version, the table.</param>
/// <param name="Message">What is wrong and what can be done.</param>
public sealed record WorkspaceProblem(WorkspaceProblemKind Kind, string Place, string Message);
