namespace Mlops.Sdk;

/// <summary>How <see cref="PriorTrainer"/> learns: there is nothing to set.</summary>
public sealed record PriorOptions : StageOptions;
