namespace Strata.Traces.Columns;

/// <summary>Columns of repeated texts: a row holds a code, the table's dictionary the text. Code 0 is always the empty text. The order is that of the file: append only.</summary>
internal enum Label
{
    /// <summary>Organisation and project, see <see cref="TenantText"/>.</summary>
    Tenant,
    Name,
    Service,
    Operation,
    Provider,
    Model,
    ResponseModel,
    Session,
    Conversation,
    User,
    Key,
    ErrorType,
    Tool,
    Agent,
    Finish,
    StatusText,
    TraceState,

    /// <summary>All tags of a span as one text, see <see cref="TagText"/>.</summary>
    Tags,

    /// <summary>Resource and scope, see <see cref="OriginText"/>.</summary>
    Origin,
}
