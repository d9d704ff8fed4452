namespace NextCode.Attempts.Publisher.Capture.Fields;

/// <summary>What a field says of the outcome.</summary>
internal enum ResponsePart
{
    None,

    /// <summary>A code or text, or an object with both.</summary>
    Error,

    /// <summary>The API's own code, named as such.</summary>
    ErrorCode,

    Code,

    Message,

    Title,

    Detail,

    /// <summary>RFC 9457's problem type, a URI.</summary>
    Type,

    /// <summary>A list of errors, or errors by field.</summary>
    Errors,

    /// <summary>The field an error is about.</summary>
    Field,

    /// <summary>Whether it worked, as a boolean.</summary>
    Success,

    /// <summary>GraphQL's place for codes.</summary>
    Extensions,

    /// <summary>GraphQL's way to the field that failed.</summary>
    Path,

    /// <summary>GraphQL's result.</summary>
    Data,

    /// <summary>A value whose name stands beside it.</summary>
    Value,
}

/// <summary>Names to parts.</summary>
internal static class ResponseParts
{
    public static ResponsePart Find(string squashed) =>
        squashed switch
        {
            "error" => ResponsePart.Error,
            "errorcode" => ResponsePart.ErrorCode,
            "code" => ResponsePart.Code,
            "message" or "errormessage" or "errordescription" => ResponsePart.Message,
            "title" => ResponsePart.Title,
            "detail" => ResponsePart.Detail,
            "type" => ResponsePart.Type,
            "errors" => ResponsePart.Errors,
            "field" or "fieldname" or "property" or "propertyname" or "name" or "key" => ResponsePart.Field,
            "success" or "ok" => ResponsePart.Success,
            "extensions" => ResponsePart.Extensions,
            "path" => ResponsePart.Path,
            "data" => ResponsePart.Data,
            "value" => ResponsePart.Value,
            _ => ResponsePart.None,
        };
}
