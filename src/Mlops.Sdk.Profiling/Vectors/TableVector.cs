namespace Mlops.Sdk;

/// <summary>A vector, with what is drawn of it.</summary>
/// <param name="Profile">What is told.</param>
/// <param name="State">Its norms.</param>
/// <param name="IsHidden">Whether a component is hidden, so that no single norm may be shown.</param>
internal sealed record TableVector(VectorProfile Profile, VectorState State, bool IsHidden);
