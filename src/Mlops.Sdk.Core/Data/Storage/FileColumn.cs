namespace Mlops.Sdk;

/// <summary>What the header of a dataset file says of one column.</summary>
internal sealed record FileColumn(Field Field, bool NanIsMissing, IReadOnlyList<FileSegment> Segments);
