namespace Mlops.Sdk;

/// <summary>Repeated rows of a table, in three readings, and labels that contradict each other.</summary>
/// <param name="Rows">Rows that are the same in every column.</param>
/// <param name="WithoutIds">Rows that are the same but for the columns of role Id; null when there are none.</param>
/// <param name="WithoutLabel">Rows whose features are the same, whatever the label and the columns of other roles; null without a label.</param>
/// <param name="Conflicts">Rows whose features are the same and whose labels differ; null without a label, or where too few groups of rows could be kept to tell.</param>
public sealed record DuplicateProfile(DuplicateRows Rows, DuplicateRows? WithoutIds, DuplicateRows? WithoutLabel, LabelConflicts? Conflicts);
