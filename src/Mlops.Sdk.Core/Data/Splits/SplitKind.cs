namespace Mlops.Sdk;

/// <summary>How rows are told apart when a dataset is split.</summary>
public enum SplitKind
{
    /// <summary>Grouped where a column has the group role; otherwise stratified where the label is a category, a flag or an integer of at most 20 values; otherwise random.</summary>
    Auto,

    /// <summary>Every row is as likely as another.</summary>
    Random,

    /// <summary>Every class of the label has the same share in each part. A missing label is a class; numbers and timestamps are cut into ten classes of equal size.</summary>
    Stratified,

    /// <summary>Rows of one group stay together. A row without a group is a group of its own.</summary>
    Grouped,

    /// <summary>The past trains, the future tests: rows in the order of the time column, equal times in the order of the rows.</summary>
    TimeOrdered,
}
