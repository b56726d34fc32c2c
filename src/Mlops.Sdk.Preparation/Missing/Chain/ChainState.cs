namespace Mlops.Sdk;

/// <summary>How chained models are applied; the models themselves are bundles beside it.</summary>
internal sealed record ChainState(int Rounds, ChainLink[] Links);

/// <summary>One model of the chain.</summary>
/// <param name="Name">The column that it fills.</param>
/// <param name="Low">The least number seen.</param>
/// <param name="High">The greatest number seen.</param>
internal sealed record ChainLink(string Name, double Low, double High);
