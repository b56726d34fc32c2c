namespace Mlops.Sdk;

/// <summary>Which change of a record of the catalog this is, from when and by whom. A record that was not read yet stands at revision 0.</summary>
/// <param name="Revision">The number of the change, from 1; saving a record asks that it still stands there.</param>
/// <param name="ChangedAt">When it was changed.</param>
/// <param name="ChangedBy">By whom; null when that is not known.</param>
public readonly record struct CatalogStamp(int Revision, DateTimeOffset ChangedAt, string? ChangedBy);
